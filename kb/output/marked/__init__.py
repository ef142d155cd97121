"""The writer's own file, given back with comments on its words."""
