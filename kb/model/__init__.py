"""What things are: frozen, checked, and ignorant of files, graphs and HTML."""
