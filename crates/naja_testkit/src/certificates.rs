//! Certificates made for a test, and a TLS server that has them in front of a plain one.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest as _, Sha256};

use crate::archives::hex;
use crate::listener::Listener;

/// An authority that signs the certificates of a test.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

/// For whom and for how long a certificate is.
#[derive(Clone, Copy, Debug)]
pub struct Certificate<'a> {
    /// The host name or IP address.
    pub host: &'a str,
    /// The years in which its validity starts and ends.
    pub years: (i32, i32),
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

impl Authority {
    /// A new authority.
    ///
    /// # Panics
    /// When the system has no randomness.
    #[must_use]
    pub fn new() -> Self {
        let key = KeyPair::generate().expect("the system has randomness");
        let mut params = CertificateParams::new(Vec::new()).expect("no names are no wrong names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        // Two authorities of one name would be taken for one that has signed wrongly.
        let name = format!("authority {}", hex(&Sha256::digest(key.serialize_der())));
        params.distinguished_name.push(DnType::CommonName, &name[..20]);
        let certificate = params.self_signed(&key).expect("the parameters are those of an authority");
        Self { pem: certificate.pem(), issuer: Issuer::new(params, key) }
    }

    /// The authority's certificate, for `SSL_CERT_FILE`.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A TLS server with `certificate` in front of the plain server at `upstream`.
    ///
    /// # Panics
    /// When the host is neither a name nor an address.
    #[must_use]
    pub fn serve(&self, certificate: Certificate<'_>, upstream: SocketAddr) -> TlsServer {
        let key = KeyPair::generate().expect("the system has randomness");
        let mut params = CertificateParams::new(vec![certificate.host.to_owned()])
            .expect("the host is a name or an address");
        params.not_before = date_time_ymd(certificate.years.0, 1, 1);
        params.not_after = date_time_ymd(certificate.years.1, 1, 1);
        let signed = params.signed_by(&key, &self.issuer).expect("the parameters are those of a server");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows the protocols")
            .with_no_client_auth()
            .with_single_cert(vec![signed.der().clone()], key)
            .expect("the key is the certificate's");
        let config = Arc::new(config);
        let listener = Listener::start(move |stream, _| converse(stream, Arc::clone(&config), upstream));
        TlsServer { listener }
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

/// A running TLS server; it stops when it is dropped.
#[derive(Debug)]
pub struct TlsServer {
    listener: Listener,
}

impl TlsServer {
    /// The URL of `path` on `host`, which should be a name for 127.0.0.1.
    #[must_use]
    pub fn at(&self, host: &str, path: &str) -> String {
        format!("https://{host}:{}{path}", self.listener.address.port())
    }
}

/// Passes one request on and its response back.
fn converse(stream: &TcpStream, config: Arc<ServerConfig>, upstream: SocketAddr) -> io::Result<()> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut client = StreamOwned::new(connection, stream.try_clone()?);
    let head = read_head(&mut client)?;
    let mut upstream = TcpStream::connect(upstream)?;
    upstream.write_all(&closing(&head))?;
    io::copy(&mut upstream, &mut client)?;
    client.conn.send_close_notify();
    client.flush()?;
    stream.shutdown(Shutdown::Write)
}

/// The head of a request, up to the empty line.
pub(crate) fn read_head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        reader.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(head)
}

/// A request's head with the wish that the connection be closed after the response.
pub(crate) fn closing(head: &[u8]) -> Vec<u8> {
    let mut closing = head[..head.len() - 2].to_vec();
    closing.extend_from_slice(b"Connection: close\r\n\r\n");
    closing
}
