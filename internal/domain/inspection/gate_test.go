package inspection_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/pure/fault"
)

func ground(t *testing.T) inspection.Ground {
	t.Helper()
	c := template(t)
	c.State = campaign.Published
	p := special()
	p.ID, p.State, p.Publication.Day, p.Organs = "p1", inspection.PlanPublished, "2026-06-20", []string{"market", "forestry"}
	g := inspection.Ground{Today: "2026-07-10", Home: "360402", Campaign: c, Plan: p, Officers: map[string]inspection.Officer{}}
	for person, c := range map[string]org.Certificate{
		"person:chen": {Number: "140001", To: "2027-12-31"}, "person:zhao": {Number: "140002", To: "2027-12-31"},
		"person:lin": {Number: "150001", From: "2026-01-01", To: "2030-12-31"}, "person:old": {Number: "140003", To: "2026-06-30"},
		"person:new": {Number: "140004", From: "2026-07-02", To: "2030-12-31"}, "person:none": {},
		"person:bad": {Number: "140005", To: "2027-12-31", RevokedOn: "2026-07-01"}, "person:gone": {Number: "140006", To: "2027-12-31"},
		"person:mu": {Number: "150002", To: "2030-12-31"}, "person:desk": {Number: "140007", To: "2027-12-31"},
	} {
		o := inspection.Officer{Person: person, Posts: []org.Post{{Kind: org.Bureau, Unit: "bureau", Department: "market"}}, Certificates: []org.Certificate{c}}
		switch person {
		case "person:zhao":
			o.Recused = []string{"cousin"}
		case "person:lin", "person:mu":
			o.Posts[0].Department = "forestry"
		case "person:gone":
			o.Posts[0].Until = "2026-07-01"
		case "person:desk":
			o.Posts[0].Kind = org.Coordination
		}
		g.Officers[person], g.Officers[c.Number] = o, o
	}
	return g
}

// staffed makes a township an organ and puts officers into units of it.
func staffed(e *inspection.Entry, g *inspection.Ground, posts map[string]org.Post) {
	g.Campaign.Organs = append(slices.Clone(g.Campaign.Organs), campaign.Organ{Unit: "lianhua", Name: "莲花镇", Role: campaign.Township, Departments: []string{"market", "forestry"}})
	g.Plan.Organs = append(slices.Clone(g.Plan.Organs), "lianhua")
	e.Organs = []string{"莲花镇"}
	for key, p := range posts {
		o := g.Officers[key]
		o.Posts = []org.Post{p}
		g.Officers[key] = o
	}
}

// TestGate is the life of every refusal: what is changed about a lawful visit,
// or about the ground it stands on, and which field is refused why.
func TestGate(t *testing.T) {
	type E = inspection.Entry
	type G = inspection.Ground
	for name, x := range map[string]struct {
		change func(e *E, g *G)
		field  string
		want   *fault.Fault
	}{
		"lawful": {func(*E, *G) {}, "", nil},
		"joint": {func(e *E, _ *G) {
			e.Organs = []string{"市监局", "林业局"}
			e.Officers = append(e.Officers, "150001")
		}, "", nil},
		"after a complaint":             {func(e *E, _ *G) { e.Plan, e.Origin, e.Source = "", "complaint", "12315-7" }, "", nil},
		"after a broadcast":             {func(e *E, _ *G) { e.Plan, e.Exemption, e.Source = "", "media", "晚报 7月1日" }, "", nil},
		"drawn, on the plan":            {func(e *E, _ *G) { e.Origin, e.Source, e.Drawn = "draw", "draw:1", true }, "", nil},
		"re-check of an order":          {func(e *E, _ *G) { e.Plan, e.Exemption, e.Source = "", "review", "rectification:1" }, "", nil},
		"officer twice, and a second":   {func(e *E, _ *G) { e.Officers = []string{"140001", "person:chen", "140002"} }, "", nil},
		"on the certificate's last day": {func(e *E, _ *G) { e.Day = "2026-06-30"; e.Officers[0] = "140003" }, "", nil},
		"a township's own, and its market office's": {func(e *E, g *G) {
			staffed(e, g, map[string]org.Post{"140001": {Kind: org.Township, Unit: "lianhua"}, "140002": {Kind: org.Office, Department: "market", Region: e.Region}})
		}, "", nil},
		"plan ended later": {func(_ *E, g *G) { g.Plan.State, g.Plan.To = inspection.PlanEnded, "2026-07-05" }, "", nil},

		"no subject":     {func(e *E, _ *G) { e.Subject = "" }, "subject", inspection.ErrSubject},
		"unknown venue":  {func(e *E, _ *G) { e.Venue = "zoo" }, "venue", inspection.ErrVenue},
		"another county": {func(e *E, _ *G) { e.Region = "360403001000" }, "region", inspection.ErrRegion},
		"no day":         {func(e *E, _ *G) { e.Day = "7月1日" }, "day", inspection.ErrDay},
		"tomorrow":       {func(e *E, _ *G) { e.Day = "2026-07-11" }, "day", inspection.ErrFuture},
		"before the campaign": {func(e *E, g *G) {
			e.Day = "2026-05-01"
			g.Plan.From, g.Plan.Publication.Day = "2026-04-01", "2026-04-01"
		}, "day", campaign.ErrOutside},
		"no campaign":            {func(_ *E, g *G) { g.Campaign = campaign.Campaign{} }, "campaign", inspection.ErrCampaign},
		"campaign not published": {func(_ *E, g *G) { g.Campaign.State = campaign.Draft }, "campaign", campaign.ErrDraft},
		"campaign closed":        {func(_ *E, g *G) { g.Campaign.State = campaign.Closed }, "campaign", campaign.ErrClosed},
		"no organ":               {func(e *E, _ *G) { e.Organs = []string{" "} }, "organs", inspection.ErrNoOrgan},
		"unknown organ":          {func(e *E, _ *G) { e.Organs = []string{"城管局"} }, "organs", inspection.ErrOrgan},
		"coordinating office":    {func(e *E, _ *G) { e.Organs = []string{"office"} }, "organs", inspection.ErrOffice},
		"office beside a bureau": {func(e *E, _ *G) { e.Organs = append(e.Organs, "专项整治行动领导小组办公室") }, "organs", inspection.ErrOffice},
		"unknown item":           {func(e *E, _ *G) { e.Item = "X99" }, "item", inspection.ErrItem},
		"not its item": {func(e *E, _ *G) {
			e.Organs, e.Item, e.Officers = []string{"林业局"}, "A05", []string{"150001", "150002"}
		}, "item", inspection.ErrCompetence},
		"one officer":               {func(e *E, _ *G) { e.Officers = e.Officers[:1] }, "officers", inspection.ErrTwoOfficers},
		"one officer named twice":   {func(e *E, _ *G) { e.Officers = []string{"140001", "person:chen"} }, "officers", inspection.ErrTwoOfficers},
		"unknown certificate":       {func(e *E, _ *G) { e.Officers[1] = "999999" }, "officers", inspection.ErrOfficer},
		"certificate expired":       {func(e *E, _ *G) { e.Officers[1] = "person:old" }, "officers", inspection.ErrCertificate},
		"certificate not yet valid": {func(e *E, _ *G) { e.Officers[1] = "person:new" }, "officers", inspection.ErrCertificate},
		"an auxiliary as the third": {func(e *E, _ *G) { e.Officers = append(e.Officers, "person:none") }, "officers", inspection.ErrCertificate},
		"certificate revoked":       {func(e *E, _ *G) { e.Officers[1] = "140005" }, "officers", inspection.ErrCertificate},
		"left the bureau":           {func(e *E, _ *G) { e.Officers[1] = "140006" }, "officers", inspection.ErrPost},
		"serves in the office only": {func(e *E, _ *G) { e.Officers[1] = "140007" }, "officers", inspection.ErrPost},
		"an officer's cousin":       {func(e *E, _ *G) { e.Subject = "cousin" }, "officers", inspection.ErrRecused},
		"no plan, no exemption":     {func(e *E, _ *G) { e.Plan = "" }, "plan", inspection.ErrNoGround},
		"planned without a plan":    {func(e *E, _ *G) { e.Plan, e.Origin = "", "plan" }, "plan", inspection.ErrNoGround},
		"a draw is no exemption": {func(e *E, _ *G) {
			e.Plan, e.Origin, e.Exemption, e.Source, e.Drawn = "", "draw", "lead", "draw:1", true
		}, "plan", inspection.ErrNoGround},
		"unknown plan":              {func(_ *E, g *G) { g.Plan = inspection.Plan{} }, "plan", inspection.ErrPlanUnknown},
		"plan only approved":        {func(_ *E, g *G) { g.Plan.State = inspection.PlanApproved }, "plan", inspection.ErrPlanUnready},
		"plan published afterwards": {func(_ *E, g *G) { g.Plan.Publication.Day = "2026-07-02" }, "plan", inspection.ErrPlanUnready},
		"plan over":                 {func(_ *E, g *G) { g.Plan.To = "2026-06-30" }, "day", inspection.ErrPlanOver},
		"plan without the item":     {func(_ *E, g *G) { g.Plan.Items = []string{"A05"} }, "item", inspection.ErrPlanItem},
		"plan without the organ":    {func(_ *E, g *G) { g.Plan.Organs = []string{"forestry"} }, "organs", inspection.ErrPlanOrgan},
		"unknown exemption":         {func(e *E, _ *G) { e.Exemption = "boredom" }, "exemption", inspection.ErrExemption},
		"unknown origin":            {func(e *E, _ *G) { e.Origin = "boredom" }, "origin", inspection.ErrOrigin},
		"re-check of nothing":       {func(e *E, _ *G) { e.Plan, e.Origin = "", "review" }, "source", inspection.ErrSource},
		"after no complaint":        {func(e *E, _ *G) { e.Plan, e.Origin = "", "complaint" }, "source", inspection.ErrSource},
		"after no broadcast":        {func(e *E, _ *G) { e.Plan, e.Exemption, e.Source = "", "media", " " }, "source", inspection.ErrSource},
		"drawn from nowhere":        {func(e *E, _ *G) { e.Origin = "draw" }, "source", inspection.ErrDraw},
		"drawn, but not this one":   {func(e *E, _ *G) { e.Origin, e.Source = "draw", "draw:1" }, "source", inspection.ErrDraw},
		"drawn by a letter":         {func(e *E, _ *G) { e.Origin, e.Source, e.Drawn = "draw", "letter:1", true }, "source", inspection.ErrDraw},
		"the bureau's, for a township": {func(e *E, g *G) {
			staffed(e, g, map[string]org.Post{"140001": {Kind: org.Township, Unit: "lianhua"}, "140002": {Kind: org.Bureau, Department: "market", Region: "360402000000"}})
		}, "officers", inspection.ErrPost},
		"an officer of another's":  {func(e *E, _ *G) { e.Officers = append(e.Officers, "150001") }, "officers", inspection.ErrPost},
		"no result":                {func(e *E, _ *G) { e.Results = []string{""} }, "results", inspection.ErrNoResult},
		"unknown result":           {func(e *E, _ *G) { e.Results = []string{"99"} }, "results", inspection.ErrResult},
		"nothing and something":    {func(e *E, _ *G) { e.Results = []string{"01", "09"} }, "results", inspection.ErrMixed},
		"not applicable and found": {func(e *E, _ *G) { e.Results = []string{"13", "03"} }, "results", inspection.ErrMixed},
		"gone in two ways":         {func(e *E, _ *G) { e.Results = []string{"05", "12"} }, "results", inspection.ErrMixed},
		"gone, yet put right":      {func(e *E, _ *G) { e.Results = []string{"02", "08"} }, "results", inspection.ErrMixed},
		"no such photo":            {func(e *E, _ *G) { e.Photos = []string{"IMG_1.jpg"} }, "photos", inspection.ErrPhoto},
		"a novel":                  {func(e *E, _ *G) { e.Text = strings.Repeat("字", 4001) }, "text", inspection.ErrLong},
		"an action of a page":      {func(e *E, _ *G) { e.Action = strings.Repeat("字", 101) }, "action", inspection.ErrAction},
		"a source of a page":       {func(e *E, _ *G) { e.Source = strings.Repeat("字", 201) }, "source", inspection.ErrWords},
		"somebody else's act code": {func(e *E, g *G) {
			e.Code, g.Notice = "ABC", inspection.Notice{ID: "n", Subject: "li", State: inspection.NoticeIssued}
		}, "code", inspection.ErrNotice},
		"act code used already": {func(e *E, g *G) {
			e.Code, g.Notice = "ABC", inspection.Notice{ID: "n", Subject: "wang", State: inspection.NoticeUsed}
		}, "code", inspection.ErrNotice},
	} {
		t.Run(name, func(t *testing.T) {
			e, g := lawful(), ground(t)
			x.change(&e, &g)
			_, refused := inspection.Judge(e, g)
			switch {
			case x.want == nil && len(refused) > 0:
				t.Errorf("refused: %v", refused)
			case x.want == nil:
			case len(refused) != 1 || refused[0].Field != x.field || !errors.Is(refused[0], x.want) || !errors.Is(refused, x.want):
				t.Errorf("refused %v, want %s: %v", refused, x.field, x.want)
			}
		})
	}
}

func TestGateTellsEverythingAtOnce(t *testing.T) {
	e := lawful()
	e.Day, e.Organs, e.Officers, e.Results = "2026-07-11", []string{"城管局"}, nil, []string{"01", "02"}
	_, refused := inspection.Judge(e, ground(t))
	fields := map[string]bool{}
	for _, r := range refused {
		fields[r.Field] = true
	}
	for _, f := range []string{"day", "organs", "officers", "results"} {
		if !fields[f] {
			t.Errorf("%s is not refused: %v", f, refused)
		}
	}
}

func TestJudgeSettles(t *testing.T) {
	e := lawful()
	e.Organs, e.Item, e.Results, e.Exemption, e.Plan = []string{"林业局", "市监局", "market"}, "食用野生动物及为食用提供交易、消费服务的检查", []string{"9", "发现问题经责令已改正", "09"}, "media", ""
	e.Source = "晚报"
	e.Officers = []string{"140002", "140001"}
	v, refused := inspection.Judge(e, ground(t))
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	got := strings.Join([]string{strings.Join(v.Organs, " "), v.Item, strings.Join(v.Results, " "), v.Origin, strings.Join(v.Officers, " "), strings.Join(v.Departments, " "), v.Names[1].Certificate}, "|")
	if want := "forestry market|W02|02 09|lead|person:chen person:zhao|forestry market|140002"; got != want || !v.Problem {
		t.Errorf("got %s, problem %v; want %s", got, v.Problem, want)
	}
}
