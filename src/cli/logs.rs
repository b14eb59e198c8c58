//! Log lines and counters.

use std::io::IsTerminal;

use metrics_exporter_prometheus::PrometheusBuilder;
use metrics_exporter_prometheus::PrometheusHandle;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::config::Config;
use crate::config::LogFormat;

/// Upper ends of the times that requests are counted by, in seconds.
const SECONDS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Sets up the log and the counters of this process.
pub(super) fn begin(config: &Config) -> anyhow::Result<PrometheusHandle> {
    // PostgreSQL's notices, like "already exists" at each migration, are no news.
    let filter = EnvFilter::try_new(format!("{},sqlx::postgres::notice=warn", config.log))?;
    // Colours are for people: a file would keep their codes, and each request would pay for them.
    let colours = std::io::stderr().is_terminal();
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match config.log_format() {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    Ok(PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?)
}
