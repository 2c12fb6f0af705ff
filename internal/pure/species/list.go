package species

// Status says how far a list may be trusted.
type Status string

// Statuses. Only a Complete list can say that an animal is not on it.
const (
	Complete   Status = "complete"   // every line of the announcement is held
	Partial    Status = "partial"    // official lines, but not all of them
	Unverified Status = "unverified" // no source has confirmed it; it may not decide a case
)

// List is one list or table of names, as the documentation and the screen show
// what we hold.
type List struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Version  string `json:"version"`
	Document string `json:"document"`       // the announcement
	From     string `json:"from,omitempty"` // in force [From, To)
	To       string `json:"to,omitempty"`
	Rows     int    `json:"rows"`
	Status   Status `json:"status"`
	Gaps     string `json:"gaps,omitempty"` // what is known to be missing or wrong
	file     string
}

// Days the lists took force. The national list came into force when it was
// announced (dated 2021-02-01, on the web 02-05), the 三有 list likewise (dated
// 2023-06-26, on the web 06-30, the day our sources give); between the two days
// of each an answer says so.
const (
	firstNational  = "1989-01-14"
	nationalFrom   = "2021-02-01"
	nationalOnline = "2021-02-05"
	firstSanyou    = "2000-08-01"
	sanyouDated    = "2023-06-26"
	sanyouFrom     = "2023-06-30"
	livestockFrom  = "2020-05-27"
	aquatic69From  = "2018-10-09"
	aquatic491From = "2021-11-16"
)

// Titles of the lists, as an entry names them.
const (
	nationalTitle  = "国家重点保护野生动物名录（2021）"
	sanyouTitle    = "有重要生态、科学、社会价值的陆生野生动物名录（2023）"
	livestockTitle = "国家畜禽遗传资源目录（2020）"
	aquaticTitle   = "CITES附录水生物种核准为国家重点保护野生动物名录"
	citesTitle     = "CITES附录（2017-04）"
	changesTitle   = "CITES附录2017年后的变化（未核实）"
	commonTitle    = "名录外的常见动物（本系统整理）"
	earlierTitle   = "国家重点保护野生动物名录（1989，及2003、2020年调整）"
)

var listed = [...]List{
	{ID: "national", Name: "国家重点保护野生动物名录", Version: "2021", Document: "国家林业和草原局、农业农村部公告2021年第3号",
		From: nationalFrom, Rows: 988, Status: Complete, file: "national_2021.csv",
		Gaps: "转录件，五项官方总数吻合；53处学名按通行写法订正，未与公告原件逐字核对；公告署2021-02-01，2021-02-05上网"},
	{ID: "sanyou", Name: "有重要生态、科学、社会价值的陆生野生动物名录", Version: "2023", Document: "国家林业和草原局公告2023年第17号",
		From: sanyouFrom, Rows: 1917, Status: Partial, file: "sanyou_2023.csv",
		Gaps: "应为1924种，鸟纲缺7种，其余各纲数目吻合：鸟类查无不等于不在名录；公告署2023-06-26，2023-06-30上网"},
	{ID: "livestock", Name: "国家畜禽遗传资源目录", Version: "2020", Document: "农业农村部公告第303号",
		From: livestockFrom, Rows: 33, Status: Complete, file: "livestock_2020.csv",
		Gaps: "名录不列学名，学名为本系统所补；2020年以前的目录未收"},
	{ID: "aquatic", Name: aquaticTitle, Version: "2018、2021", Document: "农业农村部公告第69号、第491号",
		From: aquatic69From, Rows: 18, Status: Partial, file: "cites_aquatic_PARTIAL.csv",
		Gaps: "第69号只有开头13条，2021-11-16由第491号取代；第491号只有5条"},
	{ID: "cites", Name: "CITES附录", Version: "2017-04（CoP17）", Document: "Species+ / CITES Checklist 导出",
		Rows: 6972, Status: Partial, file: "cites_2017.csv.gz",
		Gaps: "已过期，2017年后的变化未核实；附录本身不定国内保护级别，核准文件（林护通字〔1993〕48号等）原文未收"},
	{ID: "cites_changes", Name: "CITES附录2017年后的变化", Version: "CoP18、CoP19", Document: "无来源",
		Rows: 41, Status: Unverified, file: "cites_after_2017_UNVERIFIED.csv", Gaps: "未核实，不含CoP20"},
	{ID: "captive_land", Name: "人工繁育国家重点保护陆生野生动物名录（第一批）", Version: "2017", Document: "国家林业局公告2017年第13号",
		From: "2017-07-01", Rows: 9, Status: Partial, file: "captive_terrestrial_2017.csv", Gaps: "后续批次未收"},
	{ID: "captive_water", Name: "人工繁育国家重点保护水生野生动物名录（一、二批）", Version: "", Document: "无来源",
		Rows: 25, Status: Unverified, file: "captive_aquatic_UNVERIFIED.csv", Gaps: "未核实，第三批缺"},
	{ID: "earlier", Name: earlierTitle, Version: "1989–2020", Document: "林业部、农业部令第1号；国家林业局令第7号；2020年6月3日公告",
		From: firstNational, To: nationalFrom, Rows: 103, Status: Partial, file: "earlier_PARTIAL.csv",
		Gaps: "只收一级和部分二级，据公开网页转述；其余物种2021年以前的级别不知道"},
	{ID: "sanyou_2000", Name: "国家保护的有益的或者有重要经济、科学研究价值的陆生野生动物名录", Version: "2000", Document: "国家林业局令第7号",
		From: firstSanyou, To: sanyouFrom, Status: Partial, Gaps: "未收；期间的行为按2023年名录提示，须核对原名录"},
	{ID: "common", Name: commonTitle, Version: "2026-11", Rows: 49, Status: Partial, file: "common.csv",
		Gaps: "只列最常见者；地方重点保护名录未收"},
	{ID: "alias", Name: "曾用名和异名", Version: "2026-11", Rows: 1889, Status: Partial, file: "alias.csv", Gaps: "一名可对多种"},
	{ID: "vernacular", Name: "通行俗名", Version: "2026-11", Rows: 66, Status: Partial, file: "vernacular.csv",
		Gaps: "一名一种；本系统按通行用法编写，只有部分与公开网页核对"},
	{ID: "product", Name: "制品名与物种", Version: "2026-11", Rows: 36, Status: Partial, file: "product.csv",
		Gaps: "本系统按通行用法编写，未逐条注出处；是否确系其制品须鉴定"},
	{ID: "member", Name: "国家重点名录“类”条目下的常见种", Version: "2026-11", Rows: 25, Status: Partial, file: "member.csv",
		Gaps: "只列有通行中文名的种；其余按学名的属判断"},
	{ID: "trade", Name: "交易俗称和黑话", Version: "", Document: "无来源", Rows: 211, Status: Unverified, file: "slang_UNVERIFIED.csv",
		Gaps: "未核实，多义，只作候选"},
	{ID: "local", Name: "地方重点保护野生动物名录", Status: Partial, Gaps: "各省名录均未收：本系统不会得出“地方重点”"},
}

// Lists are the lists and tables this package reads, and those it ought to
// have but does not hold (Rows 0), with what is known to be missing.
func Lists() []List {
	out := listed
	return out[:]
}
