"""What a passage says, and which claims it makes."""
