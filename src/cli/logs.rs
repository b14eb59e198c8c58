//! Log lines and counters.

use metrics_exporter_prometheus::PrometheusBuilder;
use metrics_exporter_prometheus::PrometheusHandle;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

use crate::config::Config;
use crate::config::LogFormat;

/// Sets up the log and the counters of this process.
pub(super) fn begin(config: &Config) -> anyhow::Result<PrometheusHandle> {
    // PostgreSQL's notices, like "already exists" at each migration, are no news.
    let filter = EnvFilter::try_new(format!("{},sqlx::postgres::notice=warn", config.log))?;
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(PrometheusBuilder::new().install_recorder()?)
}
