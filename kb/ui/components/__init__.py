"""What runs in the browser, as package data, and the one function that mounts it."""
