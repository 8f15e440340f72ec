"""What frontdesk is about: questions, pages, passages and answers, with no vendor in sight."""
