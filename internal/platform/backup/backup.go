// Package backup writes what a county keeps into one file and reads it again.
//
// A backup is a tar under gzip: manifest.json first, then the files it names,
// each with its size and SHA-256; whole or refused. For recipients it is
// encrypted with age, so that nothing of it can be read at rest. The package
// does not know what the files are: who writes a backup names them, and who
// reads one decides whether what came out is sound.
package backup

import (
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// Manifest says what a backup holds and where its journals stood. It names no
// person: it is shown before anything is read.
type Manifest struct {
	Format   int       `json:"format"` // 1
	Version  string    `json:"version"`
	At       time.Time `json:"at"`
	Database string    `json:"database"` // sqlite or postgres
	Homes    []Head    `json:"homes"`
	Files    []File    `json:"files"`
}

// Head is the end of a home's journal: a restored one must have the same root.
type Head struct {
	Home string `json:"home"`
	Seq  int64  `json:"seq"`
	Root string `json:"root"`
}

// File is a file in the backup; its path is relative, with slashes.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// What is wrong with a backup.
var (
	ErrFormat  = fault.New(fault.Invalid, "backup.format", "这不是治野的备份文件，或已损坏；请换一份备份")
	ErrNewer   = fault.New(fault.Invalid, "backup.newer", "备份由更新的版本做成，请先升级治野再恢复")
	ErrChanged = fault.New(fault.Invalid, "backup.changed", "备份里的文件与清单的摘要不符，备份已损坏或被改动；请换一份备份")
	ErrLocked  = fault.New(fault.Invalid, "backup.locked", "备份是加密的，给出的密钥打不开它；请用 --identity 指定做备份时所用公钥对应的密钥文件")
)
