"""Speed, size and exactness beside peers, all measured in one run.

Claims are ratios within the run, because a machine that others use slows everybody alike.
"""
