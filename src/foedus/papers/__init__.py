"""The papers that follow from a draft: brief, calendar, checklist, injects, and Word documents."""
