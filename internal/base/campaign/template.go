package campaign

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"

	"gopkg.in/yaml.v3"
)

// ErrTemplate is returned for a template that is not there.
var ErrTemplate = fault.New(fault.NotFound, "campaign.template", "没有这个专项行动模板，请从列表中选择")

// template is a campaign without a year: its days are MM-DD.
type template struct {
	Code string `json:"code"`
	Campaign
}

// Templates are the names of the templates that came with the program, by code.
func Templates() (map[string]string, error) {
	ts, err := load()
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, t := range ts {
		out[t.Code] = t.Title
	}
	return out, nil
}

// FromTemplate returns a campaign to be completed and prepared: the template's
// days lie in year, the organs' units are placeholders named by department.
func FromTemplate(code string, year int) (Campaign, error) {
	ts, err := load()
	if err != nil {
		return Campaign{}, err
	}
	for _, t := range ts {
		if t.Code == code {
			c := t.Campaign
			c.Template = code
			dated(&c, strconv.Itoa(year))
			return c, nil
		}
	}
	return Campaign{}, ErrTemplate.With(code)
}

var monthDay = regexp.MustCompile(`^\d\d-\d\d$`)

func dated(c *Campaign, year string) {
	put := func(d string) string {
		if monthDay.MatchString(d) {
			return year + "-" + d
		}
		return d
	}
	c.From, c.To = put(c.From), put(c.To)
	for i, s := range c.Stages {
		c.Stages[i].From, c.Stages[i].To = put(s.From), put(s.To)
	}
	for i, d := range c.Deadlines {
		c.Deadlines[i].On = calendar.Day(put(string(d.On)))
	}
}

// load reads the templates through their JSON names, which are the only ones.
func load() ([]template, error) {
	b, err := data.Files.ReadFile("template/campaign.yaml")
	if err != nil {
		return nil, wrap("reading templates", err)
	}
	var tree any
	if err := yaml.Unmarshal(b, &tree); err != nil {
		return nil, wrap("parsing templates", err)
	}
	if b, err = json.Marshal(tree); err != nil {
		return nil, wrap("parsing templates", err)
	}
	var ts []template
	if err := json.Unmarshal(b, &ts); err != nil {
		return nil, fmt.Errorf("campaign: templates: %w", err)
	}
	return ts, nil
}
