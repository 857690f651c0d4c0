//! Shows what an index says of projects, and how long it took: `page [--offline] [--cache DIR] [--index URL] NAME…`.

use std::process::ExitCode;
use std::time::Instant;

use naja_index::{Connectivity, IndexClient, IndexOptions, IndexUrl};
use naja_pep::PackageName;

#[expect(clippy::print_stdout, reason = "showing is what the example is for")]
#[tokio::main]
async fn main() -> ExitCode {
    let mut options = IndexOptions::default();
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--offline" => options.connectivity = Connectivity::Offline,
            "--index" => {
                let index = arguments.next().and_then(|url| IndexUrl::parse(&url).ok());
                options.indexes.splice(..0, index);
            }
            "--cache" => options.cache_dir = arguments.next().map(Into::into),
            name => names.extend(PackageName::new(name)),
        }
    }
    let client = IndexClient::new(options);
    let mut code = ExitCode::SUCCESS;
    for name in names {
        let start = Instant::now();
        let page = match client.page(&name).await {
            Ok(page) => page,
            Err(error) => {
                println!("{name}: {error}");
                code = ExitCode::FAILURE;
                continue;
            }
        };
        let listed = start.elapsed();
        let skipped = page.skipped().len();
        println!(
            "{name}: {} releases, {} files, {skipped} skipped, in {listed:?}",
            page.len(),
            page.file_count()
        );
        let Some(release) = page.releases().next_back() else { continue };
        let Some(file) = release.metadata_file() else { continue };
        let start = Instant::now();
        match client.metadata(file).await {
            Ok(metadata) => println!(
                "  {} {} wants {} distributions, in {:?}",
                metadata.name,
                metadata.version,
                metadata.requires_dist.len(),
                start.elapsed()
            ),
            Err(error) => println!("  {error}"),
        }
    }
    for warning in client.take_warnings() {
        println!("{warning}");
    }
    code
}
