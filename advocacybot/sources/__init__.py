"""Where facts come from: operators' files."""
