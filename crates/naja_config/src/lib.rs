//! The layered settings with their origins.
