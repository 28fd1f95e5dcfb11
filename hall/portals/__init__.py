"""What portals tell, matched, merged and written for the feed."""
