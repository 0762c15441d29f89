"""Crux."""
