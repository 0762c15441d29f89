"""How well the ranker finds the historical partner: reading the file, measuring, printing."""
