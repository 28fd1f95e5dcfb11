"""What comes from agencies and portals, behind one interface per kind."""
