//! Log lines and counters.

use std::io::IsTerminal;

use metrics_exporter_prometheus::PrometheusBuilder;
use metrics_exporter_prometheus::PrometheusHandle;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Config;
use crate::config::LogFormat;

/// Upper ends of the times that requests are counted by, in seconds.
const SECONDS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Sets up the log and the counters of this process.
pub(super) fn begin(config: &Config) -> anyhow::Result<PrometheusHandle> {
    let filter: Targets = config.log.parse()?;
    // PostgreSQL's notices, like "already exists" at each migration, are no news.
    let filter = filter.with_target("sqlx::postgres::notice", LevelFilter::WARN);
    // Colours are for people: a file would keep their codes, and each request would pay for them.
    let colours = std::io::stderr().is_terminal();
    let log = fmt::layer().with_writer(std::io::stderr).with_ansi(colours);
    let base = registry().with(filter);
    match config.log_format() {
        LogFormat::Text => base.with(log.with_target(false)).init(),
        LogFormat::Json => base.with(log.json().flatten_event(true).with_span_list(false)).init(),
    }
    Ok(PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?)
}
