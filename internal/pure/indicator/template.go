package indicator

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// Text is words in Chinese and in English.
type Text struct {
	ZH string `yaml:"zh" json:"zh"`
	EN string `yaml:"en" json:"en,omitempty"`
}

// Option is a choice that a campaign makes before it is published.
type Option struct {
	Code   string  `yaml:"code" json:"code"`
	Name   Text    `yaml:"name" json:"name"`
	Values []Value `yaml:"values" json:"values"`
}

// Value is one way to choose.
type Value struct {
	Value string `yaml:"value" json:"value"`
	Name  Text   `yaml:"name" json:"name"`
}

func (o Option) has(value string) bool {
	for _, v := range o.Values {
		if v.Value == value {
			return true
		}
	}
	return false
}

// template is the file; its json form is what the version hashes.
type template struct {
	Code       string       `yaml:"code" json:"code"`
	Version    string       `yaml:"version" json:"version"`
	Title      Text         `yaml:"title" json:"title"`
	Note       Text         `yaml:"note" json:"note"`
	Options    []Option     `yaml:"options" json:"options"`
	Groups     []heading    `yaml:"groups" json:"groups"`
	Indicators []definition `yaml:"indicators" json:"indicators"`
	Checks     []rule       `yaml:"checks" json:"checks"`
}

type heading struct {
	Code string `yaml:"code" json:"code"`
	Name Text   `yaml:"name" json:"name"`
}

type definition struct {
	Code     string   `yaml:"code" json:"code"`
	Name     Text     `yaml:"name" json:"name"`
	Unit     string   `yaml:"unit" json:"unit"`
	Means    string   `yaml:"means" json:"means"`
	Evidence string   `yaml:"evidence" json:"evidence"`
	Sources  []Source `yaml:"sources" json:"sources"`
	Formula  string   `yaml:"formula" json:"formula"`
	Ratio    []string `yaml:"ratio" json:"ratio"`
	Stock    bool     `yaml:"stock" json:"stock"`
	Split    []string `yaml:"split" json:"split"`
	Later    bool     `yaml:"later" json:"later"`
	Or       []choice `yaml:"or" json:"or"`
	counting `yaml:",inline"`
	line     int
}

// counting is how a definition, or an alternative to it, counts.
type counting struct {
	From     verbs    `yaml:"from" json:"from"`
	Where    string   `yaml:"where" json:"where"`
	Sum      string   `yaml:"sum" json:"sum"`
	Distinct string   `yaml:"distinct" json:"distinct"`
	Additive []string `yaml:"additive" json:"additive"`
}

// Source is the entries of one verb that a definition reads.
type Source struct {
	Verb     string `yaml:"verb" json:"verb"`
	Where    string `yaml:"where" json:"where,omitempty"`
	Sum      string `yaml:"sum" json:"sum,omitempty"`
	Distinct string `yaml:"distinct" json:"distinct,omitempty"`
}

// choice is how an indicator counts under an option's other value.
type choice struct {
	Option   string `yaml:"option" json:"option"`
	Value    string `yaml:"value" json:"value"`
	Means    string `yaml:"means" json:"means"`
	counting `yaml:",inline"`
}

type rule struct {
	Code string `yaml:"code" json:"code"`
	Hard bool   `yaml:"hard" json:"hard"`
	Rule string `yaml:"rule" json:"rule"`
	Mend string `yaml:"mend" json:"mend"`
	line int
}

// verbs is one verb or a list of them.
type verbs []string

// UnmarshalYAML reads a word or a list of words.
func (v *verbs) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if err := unmarshal(&one); err == nil {
		*v = verbs{one}
		return nil
	}
	var many []string
	err := unmarshal(&many)
	*v = many
	return err
}

// size is the largest template that is read.
const size = 1 << 20

// read decodes the file strictly: a key that means nothing is an error.
func read(b []byte) (t template, err error) {
	if len(b) > size {
		return t, ErrTemplate.With("文件超过 1 MB")
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&t); err != nil {
		return t, ErrTemplate.With(plain(err))
	}
	var more yaml.Node
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		return t, ErrTemplate.With("文件里有两个文档（---），只能有一个")
	}
	var root yaml.Node
	if err := yaml.Unmarshal(b, &root); err != nil {
		return t, ErrTemplate.With(plain(err))
	}
	lines, rules := items(&root, "indicators"), items(&root, "checks")
	if len(lines) != len(t.Indicators) || len(rules) != len(t.Checks) {
		return t, ErrTemplate.With("指标（indicators）或者勾稽（checks）里有空项")
	}
	for i, n := range lines {
		t.Indicators[i].line = n.Line
	}
	for i, n := range rules {
		t.Checks[i].line = n.Line
	}
	return t, nil
}

// items are the nodes of a list in the document, for their line numbers.
func items(root *yaml.Node, key string) []*yaml.Node {
	if len(root.Content) != 1 {
		return nil
	}
	top := follow(root.Content[0])
	for i := 0; i+1 < len(top.Content); i += 2 {
		if top.Content[i].Value == key {
			return follow(top.Content[i+1]).Content
		}
	}
	return nil
}

func follow(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

var (
	unknownKey = regexp.MustCompile(`line (\d+): field (.+?) not found in type \S+`)
	lineOf     = regexp.MustCompile(`line (\d+): `)
)

// plain puts the decoder's complaint into words without our type names.
func plain(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.TrimPrefix(text, "unmarshal errors:\n  ")
	text = unknownKey.ReplaceAllString(text, "第 $1 行：不认识的键 $2")
	text = lineOf.ReplaceAllString(text, "第 $1 行：")
	return strings.ReplaceAll(text, "\n  ", "；")
}

func (d *definition) wrong(format string, a ...any) error {
	return ErrTemplate.With("第 " + strconv.Itoa(d.line) + " 行，指标 " + d.Code + "：" + fmt.Sprintf(format, a...))
}

func (r *rule) wrong(format string, a ...any) error {
	return ErrTemplate.With("第 " + strconv.Itoa(r.line) + " 行，勾稽 " + r.Code + "：" + fmt.Sprintf(format, a...))
}
