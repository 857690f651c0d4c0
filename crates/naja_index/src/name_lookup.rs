//! Names of hosts to addresses, by the operating system, with errors that say which name was looked up.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The resolver of the HTTP client.
#[derive(Debug, Default)]
pub(crate) struct NameLookup {
    /// Addresses of hosts that the operating system is not asked for.
    pub(crate) fixed: BTreeMap<String, Vec<SocketAddr>>,
}

/// A name that could not be resolved.
#[derive(Debug)]
pub(crate) struct LookupError {
    pub(crate) name: String,
    pub(crate) cause: String,
}

impl LookupError {
    /// Whether another attempt may succeed. The resolver says so in its text alone (`EAI_AGAIN`).
    pub(crate) fn is_temporary(&self) -> bool {
        self.cause.to_ascii_lowercase().contains("temporary")
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` could not be resolved: {}", self.name, self.cause)
    }
}

impl Error for LookupError {}

impl Resolve for NameLookup {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let fixed = self.fixed.get(&name).cloned();
        Box::pin(async move {
            let found = match fixed {
                Some(addresses) => Ok(addresses),
                // The port is replaced by that of the URL.
                None => tokio::net::lookup_host((name.as_str(), 0)).await.map(Iterator::collect),
            };
            let cause = match found {
                Ok(addresses) if !addresses.is_empty() => {
                    return Ok(Box::new(addresses.into_iter()) as Addrs);
                }
                Ok(_) => "it has no address".to_owned(),
                Err(error) => error.to_string(),
            };
            Err(LookupError { name, cause }.into())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::LookupError;

    #[test]
    fn fault_19_only_what_the_resolver_calls_temporary_is_tried_again() {
        let error = |cause: &str| LookupError { name: "a".to_owned(), cause: cause.to_owned() };
        let prefix = "failed to lookup address information: ";
        assert!(error(&format!("{prefix}Temporary failure in name resolution")).is_temporary());
        assert!(!error(&format!("{prefix}Name or service not known")).is_temporary());
    }
}
