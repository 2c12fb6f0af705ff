package api

import (
	"encoding/json"
	"reflect"

	"example.org/zhiye/internal/process/report"

	"github.com/danielgtaylor/huma/v2"
)

// number describes a figure of the table: an integer, a decimal with two places
// as text, or null where there is none.
type number struct{}

// Schema is the description.
func (number) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		AnyOf:       []*huma.Schema{{Type: huma.TypeInteger, Format: "int64"}, {Type: huma.TypeString, Pattern: `^-?[0-9]+\.[0-9]{2}$`}, {Type: "null"}},
		Description: "an integer, or a decimal as text; null where there is none",
	}
}

// describe teaches the registry the types that write themselves.
func describe(r huma.Registry) huma.Registry {
	r.RegisterTypeAlias(reflect.TypeFor[json.Number](), reflect.TypeFor[float64]())
	r.RegisterTypeAlias(reflect.TypeFor[report.Number](), reflect.TypeFor[number]())
	return r
}
