//! What a file has beside its contents, for the file that takes its place: owner, mode, access control lists and extended attributes.

use std::fs::{File, Metadata};
use std::io;

/// Whether `new` now has what `old` has beside its contents. Where that is `false`, replacing the file would lose a part of it.
///
/// # Errors
/// When the mode can't be set.
pub(super) fn copy(old: &File, metadata: &Metadata, new: &File) -> io::Result<bool> {
    let has_owner = copy_owner(metadata, new)?;
    // A change of the owner takes set-user-ID bits away, so the mode comes second.
    new.set_permissions(metadata.permissions())?;
    Ok(has_owner && extended::copy(old, new).unwrap_or(false))
}

/// Whether the file has more names than one, which a rename would separate from it.
#[cfg(unix)]
pub(super) fn has_other_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
pub(super) fn has_other_names(_metadata: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn copy_owner(old: &Metadata, new: &File) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = new.metadata()?;
    let is_same = (own.uid(), own.gid()) == (old.uid(), old.gid());
    // Only the superuser can give a file away.
    Ok(is_same || fchown(new, Some(old.uid()), Some(old.gid())).is_ok())
}

#[cfg(not(unix))]
fn copy_owner(_old: &Metadata, _new: &File) -> io::Result<bool> {
    Ok(true)
}

/// Extended attributes; access control lists are among them (`system.posix_acl_access`).
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod extended {
    use std::ffi::{CStr, CString};
    use std::fs::File;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, flistxattr_query, fremovexattr, fsetxattr};
    use rustix::io::{Errno, Result};

    /// Gives `new` the attributes of `old` and no others; says whether that went well.
    pub(super) fn copy(old: &File, new: &File) -> Result<bool> {
        if count(old)? == 0 && count(new)? == 0 {
            return Ok(true);
        }
        let (wanted, present) = (names(old)?, names(new)?);
        for name in &wanted {
            let value = value(old, name)?;
            if (present.contains(name) && self::value(new, name)? == value)
                || fsetxattr(new, name.as_c_str(), &value, XattrFlags::empty()).is_ok()
            {
                continue;
            }
            return Ok(false);
        }
        // A folder can give attributes to new files that the old one does not have.
        Ok(present
            .iter()
            .filter(|name| !wanted.contains(name))
            .all(|name| fremovexattr(new, name.as_c_str()).is_ok()))
    }

    /// How many bytes the names take; none where the file system has no attributes.
    fn count(file: &File) -> Result<usize> {
        match flistxattr_query(file) {
            Err(Errno::NOTSUP) => Ok(0),
            count => count,
        }
    }

    fn names(file: &File) -> Result<Vec<CString>> {
        let list = match whole(|buffer| flistxattr(file, buffer)) {
            Err(Errno::NOTSUP) => Vec::new(),
            list => list?,
        };
        let names = list.split_inclusive(|byte| *byte == 0);
        Ok(names.filter_map(|name| CStr::from_bytes_with_nul(name).ok()).map(CStr::to_owned).collect())
    }

    fn value(file: &File, name: &CStr) -> Result<Vec<u8>> {
        whole(|buffer| fgetxattr(file, name, buffer))
    }

    /// What `read` yields, in a buffer that is large enough for it.
    fn whole(mut read: impl FnMut(&mut [u8]) -> Result<usize>) -> Result<Vec<u8>> {
        let mut buffer = vec![0; 256];
        loop {
            match read(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    return Ok(buffer);
                }
                // The kernel's own limit is 64 KiB for a value and for the list.
                Err(Errno::RANGE) if buffer.len() < 1 << 20 => buffer.resize(buffer.len() * 4, 0),
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
mod extended {
    use std::fs::File;
    use std::io;

    pub(super) fn copy(_old: &File, _new: &File) -> io::Result<bool> {
        Ok(true)
    }
}
