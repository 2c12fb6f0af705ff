package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/geo"
)

// zone registers where and when hunting and fishing are banned.
func (s *server) zone() {
	look(s, "/zones", "list-zones", "law.consult", listZones)
	look(s, "/zones/at", "find-zones", "law.consult", zonesAt)
	look(s, "/zones/{id}", "get-zone", "law.consult", func(ctx context.Context, tx *store.Tx, in *byID) (zone.Zone, error) {
		return zone.Get(ctx, tx, in.ID)
	})
	act(s, op{method: http.MethodPost, path: "/zones", id: "draft-zone", permission: "zone.edit", status: 201, limit: 8 << 20},
		func(ctx context.Context, tx *store.Tx, in *created[zone.Zone]) (zone.Zone, error) {
			return zone.Create(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPut, path: "/zones/{id}", id: "revise-zone", permission: "zone.edit", limit: 8 << 20},
		func(ctx context.Context, tx *store.Tx, in *replaced[zone.Zone]) (zone.Zone, error) {
			in.Body.record.ID = in.ID
			return zone.Revise(ctx, tx, in.Body.record)
		})
	act(s, op{method: http.MethodPost, path: "/zones/{id}/enact", id: "enact-zone", permission: "zone.edit"},
		func(ctx context.Context, tx *store.Tx, in *edit) (zone.Zone, error) {
			return zone.Enact(ctx, tx, in.ID, in.Body.Version)
		})
	act(s, op{method: http.MethodPost, path: "/zones/{id}/withdraw", id: "withdraw-zone", permission: "zone.edit"},
		func(ctx context.Context, tx *store.Tx, in *edit) (zone.Zone, error) {
			return zone.Withdraw(ctx, tx, in.ID, in.Body.Version, in.Body.Reason)
		})
	act(s, op{method: http.MethodPost, path: "/zones/{id}/repeal", id: "repeal-zone", permission: "zone.edit"},
		func(ctx context.Context, tx *store.Tx, in *struct {
			ID   string `path:"id"`
			Body struct {
				Version int64 `json:"version"`
				zone.Ending
			}
		}) (zone.Zone, error) {
			return zone.Repeal(ctx, tx, in.ID, in.Body.Version, in.Body.Ending)
		})
}

func listZones(ctx context.Context, tx *store.Tx, in *struct {
	zone.Filter
	store.Page
}) (list[zone.Zone], error) {
	items, next, err := zone.List(ctx, tx, in.Filter, in.Page)
	return list[zone.Zone]{items, next}, err
}

// banned is what the notices held say of a place on a day.
type banned struct {
	Answers   []ban       `json:"answers"`
	None      bool        `json:"none" doc:"no notice held here bans it; that is not leave"`
	Text      string      `json:"text"`
	Status    zone.Status `json:"status"`
	Area      bool        `json:"area"`
	Period    bool        `json:"period"`
	Tools     []string    `json:"tools" doc:"banned there by notices"`
	Undecided []zone.Open `json:"undecided"`
}

// ban is one thing a notice bans there.
type ban struct {
	Zone   string      `json:"zone"`
	Name   string      `json:"name"`
	Kind   string      `json:"kind" doc:"hunt or fish"`
	Notice zone.Notice `json:"notice"`
	Banned string      `json:"banned" enum:"area,period,tool"`
	Text   string      `json:"text"`
}

func zonesAt(ctx context.Context, tx *store.Tx, in *struct {
	Lon     string `query:"lon" doc:"degrees, WGS84"`
	Lat     string `query:"lat"`
	Region  string `query:"region" doc:"6, 9 or 12 digits"`
	Day     string `query:"day" doc:"today when empty"`
	Field   string `query:"field" doc:"hunt or fish; both when empty"`
	Species string `query:"species"`
	Tool    string `query:"tool" doc:"only bans of this tool, beside areas and periods"`
}) (banned, error) {
	q := zone.Query{Region: in.Region, Day: in.Day, Field: in.Field, Species: in.Species}
	if q.Day == "" {
		q.Day = tx.Today()
	}
	if in.Lon != "" || in.Lat != "" {
		p, err := point(in.Lon, in.Lat)
		if err != nil {
			return banned{}, err
		}
		q.Point = &p
	}
	if q.Point == nil && q.Region == "" {
		return banned{}, zone.ErrWhere
	}
	a, err := zone.At(ctx, tx, q)
	if err != nil {
		return banned{}, err
	}
	out := banned{Text: a.Text, Status: a.Status, Area: a.Area, Period: a.Period, Tools: a.Tools, Undecided: a.Undecided}
	for _, h := range a.Hits {
		out.Answers = append(out.Answers, bansOf(h, in.Tool)...)
	}
	out.None = len(out.Answers) == 0 && len(out.Undecided) == 0
	return out, nil
}

// bansOf are what one notice bans there; of tools, only the one asked about.
func bansOf(h zone.Hit, tool string) (out []ban) {
	by := "依据：《" + h.Title + "》（" + h.Notice.Issuer + h.Notice.Number + "）"
	for _, b := range h.Bans {
		one := ban{Zone: h.ID, Name: h.Title, Kind: h.Field, Notice: h.Notice, Banned: string(b)}
		switch b {
		case zone.Area:
			one.Text = "该处属" + map[string]string{"hunt": "禁猎区", "fish": "禁渔区"}[h.Field] + "；" + by
		case zone.Period:
			one.Text = "当日属" + map[string]string{"hunt": "禁猎期", "fish": "禁渔期"}[h.Field] + "；" + by
		case zone.Tools:
			if tool != "" && !slices.Contains(h.Tools, tool) {
				continue
			}
			one.Banned, one.Text = "tool", "该处禁用工具、方法："+strings.Join(h.Tools, "、")+"；"+by
		}
		out = append(out, one)
	}
	return out
}

// point reads degrees as they stand in an address.
func point(lon, lat string) (geo.Point, error) {
	x, errX := strconv.ParseFloat(lon, 64)
	y, errY := strconv.ParseFloat(lat, 64)
	if errX != nil || errY != nil {
		return geo.Point{}, geo.ErrPlace
	}
	return geo.At(x, y)
}
