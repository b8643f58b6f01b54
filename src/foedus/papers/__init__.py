"""Papers: the brief, the calendar, the checklist and the injects, and drafts in Word with their changes."""
