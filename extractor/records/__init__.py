"""From values picked for a record to the record itself, with its codes."""
