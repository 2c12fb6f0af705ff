package main

import (
	"fmt"

	"example.org/zhiye/internal/pure/fault"
)

// version is set by the build.
var version = "dev"

type versionCmd struct{}

func (versionCmd) Run() error {
	fmt.Println("zhiye", version)
	return nil
}

// words is what a person at a terminal reads of an error.
func words(err error) string {
	f := fault.Of(err)
	if f.Kind == fault.Internal {
		return err.Error()
	}
	if f.Detail == "" {
		return f.Text
	}
	return f.Text + "（" + f.Detail + "）"
}
