package inspection

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
)

// Faults of the gate: why a visit may not be recorded. Each is refused at the
// field that is wrong.
var (
	ErrSubject     = fault.New(fault.Invalid, "inspection.subject", "检查对象不能为空，请从台账中选择")
	ErrVenue       = fault.New(fault.Invalid, "inspection.venue", "检查对象的场所类别不认识，请先在台账中改正")
	ErrRegion      = fault.New(fault.Invalid, "inspection.region", "检查对象不在本辖区，请核对区划代码")
	ErrDay         = fault.New(fault.Invalid, "inspection.day", "检查日期不正确，请按 2026-07-15 的格式填写")
	ErrFuture      = fault.New(fault.Invalid, "inspection.future", "检查日期晚于今天，请改为实际检查的日期")
	ErrNoOrgan     = fault.New(fault.Invalid, "inspection.no_organ", "实施机关不能为空，请填写")
	ErrOrgan       = fault.New(fault.Invalid, "inspection.organ", "实施机关不在专项行动的参加机关内，请核对名称")
	ErrOffice      = fault.New(fault.Forbidden, "inspection.office", "议事协调机构（专项行动办公室）不得自行实施检查，请改由有检查权的机关实施")
	ErrCompetence  = fault.New(fault.Forbidden, "inspection.competence", "实施机关没有该事项的检查权，请更换事项或由有权机关实施")
	ErrItem        = fault.New(fault.Invalid, "inspection.item", "检查事项不在专项行动的事项清单内，请从清单中选择")
	ErrTwoOfficers = fault.New(fault.Invalid, "inspection.two_officers", "检查人员少于两人，请至少填写两名持证执法人员")
	ErrOfficer     = fault.New(fault.Invalid, "inspection.officer", "找不到这名执法人员或执法证号，请核对")
	ErrCertificate = fault.New(fault.Forbidden, "inspection.certificate", "检查人员的执法证在检查当日无效，请更换人员或先更新执法证")
	ErrPost        = fault.New(fault.Forbidden, "inspection.post", "检查人员在检查当日不在所填的实施机关任职，请更换人员或补填其所在机关")
	ErrRecused     = fault.New(fault.Forbidden, "inspection.recused", "检查人员与检查对象有利害关系，应当回避，请更换人员")
	ErrNoGround    = fault.New(fault.Invalid, "inspection.no_ground", "检查没有计划，也没有免予计划的理由，请填写其中一项")
	ErrPlanUnknown = fault.New(fault.Invalid, "inspection.plan_unknown", "专项行动中没有这个检查计划，请核对计划编号")
	ErrPlanUnready = fault.New(fault.Forbidden, "inspection.plan_unready", "检查计划在检查当日尚未公布，请先完成审核、批准和公布")
	ErrPlanOver    = fault.New(fault.Forbidden, "inspection.plan_over", "检查日期不在检查计划的期间内，请核对日期或换用其他计划")
	ErrPlanItem    = fault.New(fault.Forbidden, "inspection.plan_item", "检查计划不包括该事项，请核对事项")
	ErrPlanOrgan   = fault.New(fault.Forbidden, "inspection.plan_organ", "检查计划不包括该实施机关，请核对机关")
	ErrExemption   = fault.New(fault.Invalid, "inspection.exemption", "免予计划的理由不认识，请选投诉举报、转办移送、媒体曝光、监测、线索或复查")
	ErrSource      = fault.New(fault.Invalid, "inspection.source", "免予计划的检查须写明来源，请填写投诉、来文、线索或责令改正的编号")
	ErrDraw        = fault.New(fault.Invalid, "inspection.draw", "抽查的检查须来自抽中该对象的那次抽查，请从抽查结果中登记")
	ErrOrigin      = fault.New(fault.Invalid, "inspection.origin", "检查来源不认识，请从列表中选择")
	ErrPhoto       = fault.New(fault.Invalid, "inspection.photo", "照片编号不正确，请重新上传照片")
	ErrLong        = fault.New(fault.Invalid, "inspection.long", "文字过长，请控制在 4000 字以内")
	ErrAction      = fault.New(fault.Invalid, "inspection.action", "联合行动名称过长，请控制在 100 字以内")
	ErrNotice      = fault.New(fault.Invalid, "inspection.notice", "行为码不存在、已使用或不是发给该对象的，请核对检查通知书")
	ErrCampaign    = fault.New(fault.Invalid, "inspection.campaign", "专项行动不存在，请核对编号")
)

// Venues are the venue kinds of the ledger.
var Venues = []ledger.Venue{
	ledger.MarketAgri, ledger.MarketBird, ledger.MarketAntique, ledger.MarketHerb, ledger.Mall, ledger.Shop, ledger.Catering, ledger.Food,
	ledger.Pharmacy, ledger.Vet, ledger.Pet, ledger.Breeding, ledger.Toolshop, ledger.Logistics, ledger.OnlineShop, ledger.Platform, ledger.Other,
}

// exempt are the reasons that need no plan, and the origin each means. Checks
// that answer complaints, transfers, media, monitoring or leads are exempt:
// 国办发〔2024〕54号. A re-check answers its order.
var exempt = map[string]string{
	"complaint": "complaint", "transfer": "transfer", "media": "lead", "monitoring": "monitor", "lead": "lead", "review": "review",
}

var reasonOf = map[string]string{
	"complaint": "complaint", "transfer": "transfer", "lead": "lead", "monitor": "monitoring", "review": "review",
}

// Ground is everything the gate looks at beside the entry.
type Ground struct {
	Today    string
	Home     string
	Campaign campaign.Campaign  // the zero Campaign when there is none of that id
	Plan     Plan               // the zero Plan when there is none of that name
	Officers map[string]Officer // by the key the entry uses
	Notice   Notice             // the zero Notice when there is none of that code
}

// Refusal is one field that is wrong, and why.
type Refusal struct {
	Field  string `json:"field"` // name of the entry's field: day, organs, officers …
	Code   string `json:"code"`
	Text   string `json:"text"`
	Detail string `json:"detail,omitempty"`
	fault  *fault.Fault
}

// Unwrap is the fault the field was refused with.
func (r Refusal) Unwrap() error { return r.fault }

// Error is the field and the fault.
func (r Refusal) Error() string { return r.Field + ": " + r.fault.Error() }

// Refusals are an entry's; as an error the first speaks for all.
type Refusals []Refusal

// Error lists the refused fields.
func (rs Refusals) Error() string {
	texts := make([]string, len(rs))
	for i, r := range rs {
		texts[i] = r.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap are the faults, first to last.
func (rs Refusals) Unwrap() []error {
	out := make([]error, len(rs))
	for i, r := range rs {
		out[i] = r.fault
	}
	return out
}

// Judge lets a lawful entry through as a visit with words turned into codes,
// or refuses it field by field. It asks nothing but its arguments.
func Judge(e Entry, g Ground) (Visit, Refusals) {
	j := &judgement{g: g, v: Visit{Entry: e}}
	rules := []func(){j.who, j.what, j.officers, j.why, j.plan}
	if j.where(); !j.when() { // without a day and a campaign the others cannot tell
		rules = nil
	}
	for _, rule := range append(rules, j.outcome, j.proof) {
		rule()
	}
	return j.v, j.refused
}

type judgement struct {
	g       Ground
	v       Visit
	organs  []campaign.Organ
	item    campaign.Item
	refused Refusals
}

func (j *judgement) refuse(field string, f *fault.Fault) {
	j.refused = append(j.refused, Refusal{field, f.Code, f.Text, f.Detail, f})
}

// unless refuses the field when ok does not hold.
func (j *judgement) unless(ok bool, field string, f *fault.Fault) {
	if !ok {
		j.refuse(field, f)
	}
}

func (j *judgement) where() {
	venue := ledger.Venue(j.v.Venue)
	j.v.Online = venue == ledger.OnlineShop || venue == ledger.Platform
	if j.v.Subject == "" { // venue and region are the subject's
		j.refuse("subject", ErrSubject)
		return
	}
	j.unless(slices.Contains(Venues, venue), "venue", ErrVenue.With(j.v.Venue))
	j.unless(len(j.v.Region) == 12 && strings.HasPrefix(j.v.Region, j.g.Home), "region", ErrRegion.With(j.v.Region))
}

func (j *judgement) when() bool {
	day := j.v.Day
	switch {
	case !isDay(day):
		j.refuse("day", ErrDay.With(day))
		return false
	case j.g.Campaign.ID == "":
		j.refuse("campaign", ErrCampaign.With(j.v.Campaign))
		return false
	case day > j.g.Today:
		j.refuse("day", ErrFuture.With(day))
	}
	if err := j.g.Campaign.Accepts(day); err != nil {
		f := fault.Of(err)
		j.refuse(map[bool]string{true: "day", false: "campaign"}[f.Is(campaign.ErrOutside)], f)
	}
	return true
}

// who resolves the organs. A coordinating body may not inspect.
func (j *judgement) who() {
	units := []string{}
	for _, key := range j.v.Organs {
		if strings.TrimSpace(key) == "" {
			continue
		}
		o, ok := j.g.Campaign.Organ(key)
		switch {
		case !ok:
			j.refuse("organs", ErrOrgan.With(key))
		case o.Role == campaign.Office:
			j.refuse("organs", ErrOffice.With(o.Name))
		case !slices.Contains(units, o.Unit):
			units, j.organs = append(units, o.Unit), append(j.organs, o)
			j.v.Departments = append(j.v.Departments, o.Departments...)
		}
	}
	j.unless(len(j.v.Organs) > 0 && strings.TrimSpace(strings.Join(j.v.Organs, "")) != "", "organs", ErrNoOrgan)
	slices.Sort(units)
	slices.Sort(j.v.Departments)
	j.v.Organs, j.v.Departments = units, slices.Compact(j.v.Departments)
}

// what resolves the item; at least one of the organs must hold its power.
func (j *judgement) what() {
	it, ok := j.g.Campaign.Item(j.v.Item)
	if !ok {
		j.refuse("item", ErrItem.With(j.v.Item))
		return
	}
	j.item, j.v.Item = it, it.Code
	competent := slices.ContainsFunc(it.Departments, func(d string) bool { return slices.Contains(j.v.Departments, d) })
	j.unless(competent || len(j.organs) == 0, "item", ErrCompetence.With(it.Name))
}

// officers resolves the people: 《行政处罚法》第四十二条, 国办发〔2024〕54号 want at
// least two, every one with a certificate valid on the day of the visit.
func (j *judgement) officers() {
	people := []string{}
	named := 0
	for _, key := range j.v.Officers {
		key = strings.TrimSpace(key)
		o := j.g.Officers[key]
		switch {
		case key == "":
			continue
		case o.Person == "":
			j.refuse("officers", ErrOfficer.With(key))
		case slices.Contains(people, o.Person):
			continue
		default:
			people = append(people, o.Person)
			j.sign(key, o)
		}
		named++
	}
	j.unless(named >= 2, "officers", ErrTwoOfficers)
	slices.Sort(people)
	slices.SortFunc(j.v.Names, func(a, b Signature) int { return cmp.Compare(a.Person, b.Person) })
	j.v.Officers = people
}

func (j *judgement) sign(key string, o Officer) {
	i := slices.IndexFunc(o.Certificates, func(c org.Certificate) bool { return c.On(j.v.Day) })
	if i < 0 {
		j.refuse("officers", ErrCertificate.With(key))
		return
	}
	j.unless(slices.ContainsFunc(o.Posts, j.serves), "officers", ErrPost.With(key))
	j.unless(!slices.Contains(o.Recused, j.v.Subject), "officers", ErrRecused.With(key))
	j.v.Names = append(j.v.Names, Signature{o.Person, o.Certificates[i].Number})
}

// serves reports whether a post puts somebody in one of the organs on the day:
// the organ itself, an inner office of its department, or, for a township, an
// office in the township that is visited. Organs that are refused already leave
// nothing to tell.
func (j *judgement) serves(p org.Post) bool {
	if !p.Kind.Inspects() || !p.On(j.v.Day) {
		return false
	}
	return len(j.organs) == 0 || slices.ContainsFunc(j.organs, func(o campaign.Organ) bool {
		switch {
		case p.Unit == o.Unit:
			return true
		case o.Role == campaign.Township:
			return p.Region == j.v.Region && !strings.HasSuffix(p.Region, "000000")
		}
		return p.Department != "" && slices.Contains(o.Departments, p.Department)
	})
}

// why settles origin and exemption: a visit stands on a plan or says why not,
// and on what paper; a drawn one names its draw.
func (j *judgement) why() {
	v := &j.v
	v.Plan, v.Exemption, v.Source = strings.TrimSpace(v.Plan), strings.TrimSpace(v.Exemption), strings.TrimSpace(v.Source)
	planned := v.Origin == "plan" || v.Origin == "draw"
	switch {
	case v.Origin != "" && !planned && reasonOf[v.Origin] == "":
		j.refuse("origin", ErrOrigin.With(v.Origin))
		return
	case v.Exemption != "" && exempt[v.Exemption] == "":
		j.refuse("exemption", ErrExemption.With(v.Exemption))
		return
	case v.Exemption != "" && v.Origin == "":
		v.Origin = exempt[v.Exemption]
	case v.Exemption == "" && v.Origin == "" && v.Plan != "":
		v.Origin = "plan"
	case v.Exemption == "" && !planned:
		v.Exemption = reasonOf[v.Origin]
	}
	planned = v.Origin == "plan" || v.Origin == "draw"
	j.unless(v.Plan != "" || v.Exemption != "" && !planned, "plan", ErrNoGround)
	j.unless(v.Exemption == "" || v.Source != "", "source", ErrSource)
	j.unless(v.Origin != "draw" || v.Drawn && strings.HasPrefix(v.Source, "draw:"), "source", ErrDraw)
}

// plan checks that the plan was approved and published by the day of the
// visit, is in force on it, and covers item and organs.
func (j *judgement) plan() {
	p := j.g.Plan
	switch {
	case j.v.Plan == "":
		return
	case p.ID == "":
		j.refuse("plan", ErrPlanUnknown.With(j.v.Plan))
		return
	case p.State != PlanPublished && p.State != PlanEnded || p.Publication.Day > j.v.Day:
		j.refuse("plan", ErrPlanUnready.With(p.Title))
	case j.v.Day < p.From || j.v.Day > p.To:
		j.refuse("day", ErrPlanOver.With(p.From+" 至 "+p.To))
	}
	j.v.Plan = p.ID
	j.unless(j.item.Code == "" || slices.Contains(p.Items, j.item.Code), "item", ErrPlanItem.With(j.item.Name))
	for _, o := range j.organs {
		j.unless(slices.Contains(p.Organs, o.Unit), "organs", ErrPlanOrgan.With(o.Name))
	}
}

func (j *judgement) outcome() {
	codes, problem, wrong := settle(j.v.Results)
	if wrong != nil {
		j.refuse("results", wrong)
		return
	}
	j.v.Results, j.v.Problem = codes, problem
}

var blob = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (j *judgement) proof() {
	for _, p := range j.v.Photos {
		j.unless(blob.MatchString(p), "photos", ErrPhoto.With(p))
	}
	j.v.Text, j.v.Action, j.v.Code = strings.TrimSpace(j.v.Text), strings.TrimSpace(j.v.Action), fold(j.v.Code)
	j.unless(ErrAction.Over(100, j.v.Action) == nil, "action", ErrAction)
	j.unless(ErrWords.Over(200, j.v.Source) == nil, "source", ErrWords)
	j.unless(utf8.RuneCountInString(j.v.Text) <= 4000, "text", ErrLong)
	if j.v.Code != "" {
		n := j.g.Notice
		j.unless(n.ID != "" && n.Subject == j.v.Subject && n.State == NoticeIssued, "code", ErrNotice)
	}
}
