// Command zhiye runs joint wildlife-protection enforcement campaigns.
//
// Flags and environment are read in this package only; every verb has a file
// of its own. Exit status: 0 done; 1 done, but something was refused or does
// not hold; 2 nothing was done.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/alecthomas/kong"
)

// place says where the data lies; every verb that needs a database has it.
type place struct {
	Data string `help:"数据目录 / data directory" default:"./zhiye-data" env:"ZHIYE_DATA" placeholder:"DIR"`
	DB   string `help:"PostgreSQL 地址，代替数据目录里的嵌入式数据库 / use this server instead" env:"ZHIYE_DB" placeholder:"URL"`
}

var cli struct {
	Serve   serveCmd   `cmd:"" help:"提供服务 / serve the office app and its API."`
	Demo    demoCmd    `cmd:"" help:"建成演示县并提供服务 / make the demonstration county and serve it."`
	User    userCmd    `cmd:"" help:"账号 / accounts."`
	Import  importCmd  `cmd:"" help:"导入台账、人员、联系人、检查记录 / import ledgers, officers, contacts, visits."`
	Report  reportCmd  `cmd:"" help:"统计表和报告 / tables and reports from the records."`
	Tally   tallyCmd   `cmd:"" help:"统计核对 / look after the figures."`
	Check   checkCmd   `cmd:"" help:"核对全部数据 / verify journal, files and figures."`
	Draw    drawCmd    `cmd:"" help:"双随机抽查，人人可验证 / draw at random, recheckable by anyone."`
	Backup  backupCmd  `cmd:"" help:"备份，服务不必停 / back up while it serves."`
	Restore restoreCmd `cmd:"" help:"从备份恢复到空目录 / restore into an empty directory."`
	Law     lawCmd     `cmd:"" help:"法律服务台 / the law desk."`
	Version versionCmd `cmd:"" help:"版本 / print the version."`
}

// errRefused ends a verb that has done its work and printed what was refused
// or does not hold: status 1.
var errRefused = errors.New("refused")

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(40) // an office's computer has little memory and much time
	}
	k, err := kong.New(&cli, kong.Name("zhiye"),
		kong.Description("治野：野生动物保护联合专项整治 / joint wildlife-protection enforcement"),
		kong.Exit(func(code int) { os.Exit(min(code, 1) * 2) })) // help is 0, misuse is 2
	if err != nil {
		panic(err) // the grammar above is wrong; no input can cause it
	}
	ctx, err := k.Parse(os.Args[1:])
	k.FatalIfErrorf(err)
	switch err := ctx.Run(); {
	case errors.Is(err, errRefused):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "zhiye:", words(err))
		os.Exit(2)
	}
}
