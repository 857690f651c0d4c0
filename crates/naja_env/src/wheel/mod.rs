//! The files of a wheel's `.dist-info` folder: `RECORD`, `WHEEL`, `entry_points.txt`.

pub(crate) mod entry_points;
pub(crate) mod record;
pub(crate) mod record_path;
pub(crate) mod wheel_file;
