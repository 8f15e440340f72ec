"""Wait times: what was asked, what is told, what is watched and posted."""
