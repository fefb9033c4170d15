# The peers of benchmarks/alerting.py: farringtonFlexible and earsC of the R package surveillance on the same series.
#
#   Rscript benchmarks/alerting.R SERIES.csv FIRST OUT.csv
#
# SERIES.csv: a line for each series, a column for each day. Judged are the days from FIRST on. OUT.csv: a line for each
# series and judged day: what each method expects of the day, from the days before it.

suppressPackageStartupMessages(library(surveillance))
arguments <- commandArgs(trailingOnly = TRUE)
series <- as.matrix(read.csv(arguments[1], header = FALSE))
judged <- as.integer(arguments[2]):ncol(series)

# farringtonFlexible wants years of weeks. With "years" of 7 days, four of them back and windows of 3 days on both
# sides, its baseline is the days t-31 to t-4: as many as ours.
farrington <- function(observed) {
  data <- sts(matrix(c(rep(0, 7), observed), ncol = 1), start = c(1, 1), frequency = 7)
  done <- suppressWarnings(farringtonFlexible(data, list(
    range = judged + 7, b = 4, w = 3, reweight = TRUE, weightsThreshold = 2.58, noPeriods = 1, trend = FALSE,
    pastWeeksNotIncluded = 3, thresholdMethod = "nbPlugin", alpha = 0.0005, limit54 = c(0, 1), glmWarnings = FALSE
  )))
  cbind(mean = control(done)$mu0Vector, dispersion = control(done)$phiVector)
}

# The bound of earsC is mean + z * deviation: two of them tell both.
ears <- function(observed, method) {
  data <- sts(matrix(observed, ncol = 1), start = c(1, 1), frequency = 365)
  bound <- function(alpha) {
    upperbound(earsC(data, list(range = judged, method = method, baseline = 7, alpha = alpha)))
  }
  mean <- bound(0.5)
  cbind(mean = as.vector(mean), deviation = as.vector(bound(0.001) - mean) / qnorm(0.999))
}

rows <- lapply(seq_len(nrow(series)), function(i) {
  cbind(farrington(series[i, ]), ears(series[i, ], "C1"), ears(series[i, ], "C2"))
})
write.table(do.call(rbind, rows), arguments[3], sep = ",", row.names = FALSE, col.names = FALSE)
