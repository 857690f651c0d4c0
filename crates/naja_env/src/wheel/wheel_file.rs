//! `WHEEL`: which version of the format a wheel has, and where it goes
//! (<https://packaging.python.org/specifications/binary-distribution-format/>).

/// What an installer needs of a `WHEEL` file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WheelFile {
    /// `Wheel-Version`: major and minor.
    pub(crate) version: (u32, u32),
    /// `Root-Is-Purelib`.
    pub(crate) purelib: bool,
}

impl WheelFile {
    /// Reads a `WHEEL` file.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (mut version, mut purelib) = (None, None);
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim(), value.trim());
            if key.eq_ignore_ascii_case("Wheel-Version") {
                let parsed = value.split_once('.').and_then(|(major, minor)| {
                    Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
                });
                version =
                    Some(parsed.ok_or_else(|| format!("`{value}` is not a version of the wheel format"))?);
            } else if key.eq_ignore_ascii_case("Root-Is-Purelib") {
                purelib = Some(value.eq_ignore_ascii_case("true"));
            }
        }
        let version = version.ok_or("`Wheel-Version` is missing")?;
        if version.0 != 1 {
            return Err(format!("version {}.{} of the wheel format is not known here", version.0, version.1));
        }
        Ok(Self { version, purelib: purelib.ok_or("`Root-Is-Purelib` is missing")? })
    }
}

#[cfg(test)]
mod tests {
    use super::WheelFile;

    #[test]
    fn version_and_root_are_read() {
        let text = "Wheel-Version: 1.0\nGenerator: x (1:2)\nroot-is-purelib: True\nTag: py3-none-any\n";
        assert_eq!(WheelFile::parse(text), Ok(WheelFile { version: (1, 0), purelib: true }));
    }

    #[test]
    fn missing_keys_and_unknown_versions_are_refused() {
        let check = |text: &str| WheelFile::parse(text).unwrap_err();
        assert_eq!(check("Root-Is-Purelib: true\n"), "`Wheel-Version` is missing");
        assert_eq!(check("Wheel-Version: 1.0\n"), "`Root-Is-Purelib` is missing");
        assert_eq!(check("Wheel-Version: 2.0\n"), "version 2.0 of the wheel format is not known here");
        assert_eq!(check("Wheel-Version: x\n"), "`x` is not a version of the wheel format");
    }
}
