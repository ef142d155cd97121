"""From a writer's file to a document: one plain text and its passages, with exact offsets."""
