"""What the office owes in time (及时): disclosures of its categories, and duties of its own that nobody else sees."""
