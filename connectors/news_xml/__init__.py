"""News in XML, saved as files: RSS, Atom, NITF and NewsML-G2."""
