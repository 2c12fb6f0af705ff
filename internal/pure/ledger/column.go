package ledger

import (
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

// field is what a column means.
type field uint8

const (
	fNone field = iota
	fSeq
	fName
	fCode
	fCode2
	fOperator
	fPhone
	fPhone2
	fAddress
	fTown
	fGrade
	fBusiness
	fIndustry
	fFounded
	fArea
	fRemark
	fCategory
	fOrganiser
	fOwner
	fWarehouse
	fPermit
	fPermitFrom
	fPermitTo
	fSpecies
	fQuantity
	fPlatform
	fShopID
	fURL
	fBatch
	fBatchOwner
	fBatchKind
	fFirst
	fLast
	fTaken
	fPerson
	fUnit
	fPost
	fSex
	fCert
	fItems
	fRecusal
	fContact
	fRole
	fields // how many
)

// titles are the everyday names of columns, after S, without brackets. Other
// counties write other names; what is not here is tried by the words it contains.
var titles = func() map[string]field {
	m := map[string]field{}
	for f, words := range map[field]string{
		fSeq: "序号 编号 序 号 No No. NO NO. 行号 顺序号 ID",
		fName: "店名 名称 单位名称 企业名称 市场名称 字号名称 字号 店铺名称 商户名称 经营者名称 经营主体名称 主体名称 市场主体名称 经营主体 " +
			"经营单位 经营单位名称 机构名称 商铺名称 门店名称 门店 店铺 商店名称 超市名称 药店名称 单位 个体户名称 场所名称 经营场所名称 " +
			"养殖场名称 养殖单位 养殖户 养殖单位名称 繁育单位 繁育单位名称 摊位名称 招牌名称 门头名称 公司名称 户名 被监管单位 监管对象 监管对象名称 " +
			"检查对象 检查对象名称 网店名称 店铺名 网点名称 诊疗机构名称 医院名称 商家名称 商家 商户 店铺字号 摊主或店名 当事人名称 被检查单位 字号或名称 " +
			"店招名称 店招 字号(名称) 经营主体(字号) 被检查对象 对象名称 商号 商号名称 餐馆名称 饭店名称 花店名称 药房名称 合作社名称 农庄名称 场名 场(户)名 经营户 经营户名称 经营户姓名或店名 摊位(店铺)名称 业户名称 食品经营者名称 药品经营企业名称 宠物店名称 诊所名称",
		fCode: "统一社会信用代码 社会信用代码 信用代码 统一信用代码 注册号 营业执照号 营业执照号码 营业执照编号 营业执照注册号 执照号 执照号码 执照编码 执照编号 " +
			"注册号/统一社会信用代码 统一社会信用代码/注册号 统一社会信用代码或注册号 统一代码 机构代码 组织机构代码 工商注册号 证照号码 营业执照 代码 主体代码 经营者信用代码 " +
			"统一社会信用代码证 社会统一信用代码 统一信用代码号 信用代码证号 营业执照统一社会信用代码 执照代码 证照编号 登记证号",
		fOperator: "负责人 法定代表人 法人 法人代表 经营者 经营者姓名 业主 业主姓名 老板 店主 摊主 企业负责人 主要负责人 法定代表人/负责人 法定代表人或负责人 " +
			"负责人姓名 法人姓名 经营人 投资人 户主 单位负责人 店长 经营业主 法定代表人姓名 经营者/负责人 法人/经营者 法人/负责人 场主 " +
			"负责人/经营者 经营者/法人 法人(负责人) 法定代表 法人代表/负责人 法人代表/经营者 店铺负责人 市场负责人 管理负责人 当事人 场长 主要经营者 联系负责人",
		fPhone: "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 联系手机 负责人电话 经营者电话 移动电话 联系人电话 法人电话 业主电话 固话 办公电话 Tel TEL " +
			"联系人电话号码 联系号码 负责人联系电话 联系人手机 负责人手机 手机电话 联系电话/手机 电话/手机 联系手机号 联系手机号码 经营者联系电话 业主联系电话 手机号 经营者手机",
		fPhone2: "座机 固定电话 备用电话 其他电话 座机号码",
		fAddress: "地址 经营地址 经营场所 详细地址 市场地址 住所 注册地址 实际地址 经营住所 营业地址 地点 所在地址 单位地址 店铺地址 摊位地址 摊位号 养殖地点 养殖地址 " +
			"养殖场地址 诊疗场所地址 实际经营地 实际经营地址 经营地点 门店地址 具体地址 所在位置 位置 经营所在地 经营地 场所地址 生产经营地址 企业地址 通讯地址 繁育地点 住址 坐落 " +
			"场所 营业场所 营业地点 经营所在地址 所在地点 店铺所在地 店址 场址 摊位 摊位号/地址 门牌地址 门牌号 主要经营场所 住所(经营场所) 住所/经营场所 经营场所/住所 现地址 实地地址 养殖场所 繁育场所地址 繁育地址",
		fTown: "所属乡镇 所在乡镇 乡镇 镇街 所属街道 街道 乡镇街道 乡镇/街道 镇(街) 属地 辖区 所属辖区 所属镇街 所在镇街 乡(镇、街道) 乡镇办 所在街道 镇办 " +
			"所属乡镇街道 街镇 乡镇名称 镇乡 所属地 管辖乡镇 所属片区 乡镇(街道) 所在乡镇街道 " +
			"所属乡镇(街办) 所在镇 所在乡 镇乡街道 所属街镇 所在街镇 乡/镇/街道 镇/街道 镇街名称 所辖乡镇 管辖镇街 区域 片区 所属区域 乡镇办事处 乡镇场 所在乡镇场 乡(镇) 镇(乡) 镇/街 所属镇 所属乡",
		fGrade: "信用等级 等级 信用级别 信用风险等级 风险等级 信用分类 企业信用等级 信用风险分类 监管等级 诚信等级 分级",
		fBusiness: "主营业务 经营项目 经营范围 主营 业态 主营商品 经营内容 经营类别 主营项目 经营品种 主要经营品种 经营品类 主营产品 主要产品 经营业态 从事业务 许可项目 " +
			"经营种类 主要经营项目 主要业务 主营范围 经营商品 经营产品 主营品种 主营业态 餐饮类别 食品类别",
		fIndustry: "行业代码 行业 国民经济行业 行业分类 行业类别",
		fFounded: "成立日期 核准日期 发照日期 注册日期 登记日期 开业日期 设立日期 发证日期 成立时间 注册时间 核准时间 登记时间 开业时间 " +
			"执照核准日期 注册登记日期 执照日期 领照日期 成立(注册)日期 领证日期",
		fArea: "营业面积 面积 经营面积 建筑面积 占地面积",
		fRemark: "备注 说明 其他 备考 附注 情况说明 备注说明 注 " +
			"备注栏 其它 其他说明 备注(说明) 核查情况",
		fCategory:  "类别 市场类型 市场类别 主体类别 场所类别 场所类型 单位类别 单位类型 对象类别 经营场所类别 场所分类 主体分类 监管类别",
		fOrganiser: "市场开办者 市场开办单位 市场开办单位名称 开办单位 开办者 开办者名称 开办单位名称 市场举办者 市场主办单位 主办单位 市场管理方 管理单位 市场开办者名称",
		fOwner:     "质量负责人 食品安全管理员 安全管理员 执业药师 驻店药师 执业兽医",
		fWarehouse: "仓库地址 仓库 库房地址 仓储地址",
		fPermit: "许可证号 许可证编号 许可文号 许可证书号 许可证 证书编号 批准文号 文号 食品经营许可证 食品经营许可证号 食品经营许可证编号 药品经营许可证 药品经营许可证号 药品经营许可证编号 " +
			"动物诊疗许可证号 动物诊疗许可证 人工繁育许可证 人工繁育许可证号 人工繁育许可证编号 驯养繁殖许可证 驯养繁殖许可证号 经营利用许可证 经营利用许可证号 许可证号码 许可编号 备案号 专用标识许可证",
		fPermitFrom: "有效期起 有效期自 起始日期 有效期始 有效期开始 发证时间 生效日期 " +
			"起 有效期起始 许可起始日期 许可日期 批准日期",
		fPermitTo: "有效期至 有效期 有效期止 截止日期 到期日期 有效日期 有效期限 有效期截止 到期时间 失效日期 证件有效期 证件有效期至 执法证有效期 执法证有效期至 " +
			"许可证有效期 许可有效期 许可证有效期至 有效截止日期 有效截止 有效期终止 截止 证书有效期 有效期到 有效日期至",
		fSpecies: "物种 物种名称 经营物种 养殖品种 养殖物种 繁育物种 品种 动物名称 动物种类 物种(中文名) 繁育种类 种类 养殖种类 野生动物名称 " +
			"养殖动物 经营动物 经营种类(物种) 动物品种 繁育品种 养殖动物种类 物种中文名 经营品种名称",
		fQuantity: "数量 存栏数量 存栏 存栏量 存栏数 养殖数量 现存数量 养殖规模 只数 领用数量 规模 数量合计 " +
			"数量(只) 头数 在养数量 存栏数量(只) 现有数量 核定数量 许可数量 发放数量",
		fPlatform:   "平台名称 平台 网络平台 所属平台 交易平台 电商平台 入驻平台 网络交易平台 所在平台 平台类型",
		fShopID:     "店铺ID 店铺编号 店铺id 网店ID 店铺账号 店铺号 商家ID 平台账号 店铺标识 账号",
		fURL:        "店铺网址 网址 网店网址 店铺链接 链接 URL url 网站 店铺地址链接 网店链接 网页地址",
		fBatch:      "标识批次号 批次号 标识批号 批号 批次 标识批次",
		fBatchOwner: "领用单位 领用人 使用单位 申领单位 领取单位 领用单位名称 领用主体",
		fBatchKind:  "标识种类 标识类型 标识类别 标识名称",
		fFirst:      "起始号 起号 起始编号 开始号 起始号码 编号起 起始序号 标识起号 起止号 起止编号 标识起止号 编号范围 号段 起止号码 标识号段",
		fLast:       "终止号 止号 终止编号 结束号 终止号码 编号止 截止号 标识止号",
		fTaken:      "领用日期 领取日期 申领日期 领用时间 领取时间",
		fPerson: "姓名 人员姓名 执法人员 执法人员姓名 持证人 持证人姓名 " +
			"人员 名字 检查人员",
		fUnit: "所在单位及职务 单位及职务 所在单位 工作单位 执法单位 执法主体 单位部门 所属单位 部门 所在部门 所属机构 所在机构 " +
			"执法机构 单位职务 单位(部门) 服务单位 所在机关",
		fPost: "职务 岗位 职位 职称 职务/岗位 职级",
		fSex:  "性别",
		fCert: "行政执法证号 执法证号 执法证件号 证件号 证件号码 执法证 行政执法证 执法证编号 执法证件编号 行政执法证件号 行政执法证编号 执法证号码 证号 执法证件号码 " +
			"执法证件 证件编号 执法编号 行政执法证件编号 资格证号 执法资格证号 执法人员证号",
		fItems: "执法事项 可执法事项 执法范围 执法领域 执法类别 执法区域及事项 可执法领域 执法门类 " +
			"执法权限 执法种类 可从事执法事项 业务范围 执法业务 专业领域",
		fRecusal: "回避情形 需回避事项 是否需回避 回避事项 回避情况 回避 应回避情形 需回避情形 利害关系 " +
			"亲属经营情况 回避说明 回避对象 亲属从业情况 应回避事项 需要回避的情形",
		fContact: "联系人 联络人 联络员 联系人姓名 联络员姓名 对接人 " +
			"联系人员 负责联系人 联络人员 报送人 信息员",
		fRole: "角色 AB角 A/B角 A角/B角 " +
			"联系人类别 主/副 岗别",
	} {
		for _, w := range strings.Fields(words) {
			m[strings.ToUpper(S(w))] = f
		}
	}
	return m
}()

// weak titles give way to a plainer one of the same meaning: where stalls have
// names of their own, 市场名称 only says where they stand.
var weak = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("市场名称 单位 摊位号 摊位 位置 所在位置 住所 住址 注册地址 通讯地址 门牌号 代码 注册号 营业执照注册号 工商注册号 登记证号 " +
		"机构代码 组织机构代码 营业执照 区域 片区 辖区 所属地 属地 说明 其他 其它 等级 分级 ID") {
		m[w] = true
	}
	return m
}()

// words decide on titles nobody foresaw; the first that is contained wins.
var words = []struct {
	has string
	f   field
}{
	{"质量负责人", fOwner}, {"信用代码", fCode}, {"执照号", fCode}, {"执照编", fCode}, {"注册号", fCode},
	{"批次号", fBatch}, {"执法证", fCert}, {"许可证号", fPermit}, {"许可证编号", fPermit}, {"许可文号", fPermit},
	{"有效期至", fPermitTo}, {"有效期止", fPermitTo}, {"有效期起", fPermitFrom}, {"平台名", fPlatform}, {"网址", fURL}, {"链接", fURL},
	{"仓库", fWarehouse}, {"信用等级", fGrade}, {"风险等级", fGrade}, {"乡镇", fTown}, {"镇街", fTown}, {"街道", fTown},
	{"店铺名", fName}, {"单位名称", fName}, {"企业名称", fName}, {"市场名称", fName}, {"主体名称", fName}, {"机构名称", fName},
	{"商户名", fName}, {"字号", fName}, {"店名", fName}, {"经营者名称", fName}, {"电话", fPhone}, {"手机", fPhone}, {"联系方式", fPhone},
	{"法定代表人", fOperator}, {"负责人", fOperator}, {"经营者", fOperator}, {"法人", fOperator}, {"业主", fOperator},
	{"地址", fAddress}, {"经营场所", fAddress}, {"住所", fAddress}, {"经营地", fAddress}, {"物种", fSpecies}, {"存栏", fQuantity},
	{"店招", fName}, {"商号", fName}, {"营业场所", fAddress}, {"坐落", fAddress}, {"辖区", fTown}, {"属地", fTown},
	{"执法事项", fItems}, {"执法领域", fItems}, {"回避", fRecusal}, {"主营", fBusiness}, {"经营范围", fBusiness}, {"经营项目", fBusiness},
	{"成立日期", fFounded}, {"核准日期", fFounded}, {"备注", fRemark}, {"面积", fArea},
	{"联系人", fContact}, {"姓名", fOperator}, {"名称", fName},
}

const longestTitle = 24 // runes; a longer cell is prose

// rank says how surely a title means what it is taken for: 2 listed, 1 listed but
// weak, 0 guessed by a word in it.
type rank int

// listed recognises the titles of the list.
func listed(text string) (f field, bare string) {
	if len(text) > 3*longestTitle+24 {
		return fNone, ""
	}
	s := strings.Trim(strings.ToUpper(S(text)), "*:★☆▲●")
	if s == "" || runes(s) > longestTitle {
		return fNone, ""
	}
	if f, ok := titles[s]; ok {
		return f, s
	}
	s = dropBrackets(s)
	return titles[s], s
}

// titleOf recognises a column title.
func titleOf(text string) (field, rank) {
	f, bare := listed(text)
	switch {
	case f != fNone && weak[bare]:
		return f, 1
	case f != fNone:
		return f, 2
	case bare == "":
		return fNone, 0
	}
	for _, w := range words {
		if strings.Contains(bare, w.has) {
			return w.f, 0
		}
	}
	return fNone, 0
}

// under decides on a title below a group title: 单位名称 below 市场开办者 is the
// organiser, and its code is no identity of the market.
func under(group, title string) (field, rank) {
	f, sure := titleOf(title)
	g := S(group)
	switch {
	case f == fNone && g == "":
		return fNone, 0
	case (strings.Contains(g, "开办") || strings.Contains(g, "主办")) && f == fName:
		return fOrganiser, 2
	case strings.Contains(g, "许可") && (f == fSeq || f == fCert):
		return fPermit, 2
	case strings.Contains(g, "执法证") && f == fSeq:
		return fCert, 2
	case f == fPerson && operatorGroup(g):
		return fOperator, 2
	}
	return f, sure
}

func operatorGroup(g string) bool {
	f, _ := titleOf(g)
	return f == fOperator || strings.Contains(g, "业主") || strings.Contains(g, "经营者")
}

// permitKind names the licence a permit column speaks of.
func permitKind(group, title string) string {
	t := S(group) + S(title)
	switch {
	case strings.Contains(t, "繁育"), strings.Contains(t, "驯养"):
		return "breeding"
	case strings.Contains(t, "经营利用"), strings.Contains(t, "许可文号"):
		return "use"
	case strings.Contains(t, "食品"):
		return "food"
	case strings.Contains(t, "药"):
		return "drug"
	case strings.Contains(t, "诊疗"):
		return "vet"
	}
	return ""
}

// columns says where each field stands in the rows of one table.
type columns struct {
	at     [fields]int // −1 where there is none
	noun   Noun
	online bool
	permit string // kind of its permits
	width  int    // cells of the heading row, for delimited text
	used   []int  // all columns with a meaning but the serial number, in order
}

func (c *columns) cell(r *sheet.Row, f field) sheet.Cell { return r.Cell(c.at[f]) }

func (c *columns) has(f field) bool { return c.at[f] >= 0 }

func (c *columns) same(o *columns) bool { return c.at == o.at }
