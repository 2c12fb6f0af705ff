// Package data embeds the reference data: facts that come from the law, the
// lists and the statistics office, each with source, version and effective
// date in sources.csv.
package data

import "embed"

// Files holds the data as it lies in this folder.
//
//go:embed *
var Files embed.FS
