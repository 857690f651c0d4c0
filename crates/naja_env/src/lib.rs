//! Interpreters, environments, unpacked wheels, linking and stamps.
