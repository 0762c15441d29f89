"""What a country decides for itself: clearance, and whom not to propose."""
