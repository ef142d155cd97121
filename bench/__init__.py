"""Speed and quality, measured by hand and by make; never timed tests."""
