"""The place People: everybody who takes part, the domains and the groups they form."""
