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
			"检查对象 检查对象名称 网店名称 店铺名 网点名称 诊疗机构名称 医院名称 商家名称 商家 商户 店铺字号 摊主或店名 当事人名称 被检查单位 字号或名称",
		fCode: "统一社会信用代码 社会信用代码 信用代码 统一信用代码 注册号 营业执照号 营业执照号码 营业执照编号 营业执照注册号 执照号 执照号码 执照编码 执照编号 " +
			"注册号/统一社会信用代码 统一社会信用代码/注册号 统一社会信用代码或注册号 统一代码 机构代码 组织机构代码 工商注册号 证照号码 营业执照 代码 主体代码 经营者信用代码",
		fOperator: "负责人 法定代表人 法人 法人代表 经营者 经营者姓名 业主 业主姓名 老板 店主 摊主 企业负责人 主要负责人 法定代表人/负责人 法定代表人或负责人 " +
			"负责人姓名 法人姓名 经营人 投资人 户主 单位负责人 店长 经营业主 法定代表人姓名 经营者/负责人 法人/经营者 法人/负责人 场主",
		fPhone:  "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 联系手机 负责人电话 经营者电话 移动电话 联系人电话 法人电话 业主电话 固话 办公电话 Tel TEL",
		fPhone2: "座机 固定电话 备用电话 其他电话 座机号码",
		fAddress: "地址 经营地址 经营场所 详细地址 市场地址 住所 注册地址 实际地址 经营住所 营业地址 地点 所在地址 单位地址 店铺地址 摊位地址 摊位号 养殖地点 养殖地址 " +
			"养殖场地址 诊疗场所地址 实际经营地 实际经营地址 经营地点 门店地址 具体地址 所在位置 位置 经营所在地 经营地 场所地址 生产经营地址 企业地址 通讯地址 繁育地点 住址 坐落",
		fTown: "所属乡镇 所在乡镇 乡镇 镇街 所属街道 街道 乡镇街道 乡镇/街道 镇(街) 属地 辖区 所属辖区 所属镇街 所在镇街 乡(镇、街道) 乡镇办 所在街道 镇办 " +
			"所属乡镇街道 街镇 乡镇名称 镇乡 所属地 管辖乡镇 所属片区 乡镇(街道) 所在乡镇街道",
		fGrade:     "信用等级 等级 信用级别 信用风险等级 风险等级 信用分类 企业信用等级 信用风险分类 监管等级 诚信等级 分级",
		fBusiness:  "主营业务 经营项目 经营范围 主营 业态 主营商品 经营内容 经营类别 主营项目 经营品种 主要经营品种 经营品类 主营产品 主要产品 经营业态 从事业务 许可项目",
		fIndustry:  "行业代码 行业 国民经济行业 行业分类 行业类别",
		fFounded:   "成立日期 核准日期 发照日期 注册日期 登记日期 开业日期 设立日期 发证日期 成立时间 注册时间 核准时间 登记时间 开业时间",
		fArea:      "营业面积 面积 经营面积 建筑面积 占地面积",
		fRemark:    "备注 说明 其他 备考 附注 情况说明 备注说明 注",
		fCategory:  "类别 市场类型 市场类别 主体类别 场所类别 场所类型 单位类别 单位类型 对象类别 经营场所类别 场所分类 主体分类 监管类别",
		fOrganiser: "市场开办者 市场开办单位 市场开办单位名称 开办单位 开办者 开办者名称 开办单位名称 市场举办者 市场主办单位 主办单位 市场管理方 管理单位 市场开办者名称",
		fOwner:     "质量负责人 食品安全管理员 安全管理员 执业药师 驻店药师 执业兽医",
		fWarehouse: "仓库地址 仓库 库房地址 仓储地址",
		fPermit: "许可证号 许可证编号 许可文号 许可证书号 许可证 证书编号 批准文号 文号 食品经营许可证 食品经营许可证号 食品经营许可证编号 药品经营许可证 药品经营许可证号 药品经营许可证编号 " +
			"动物诊疗许可证号 动物诊疗许可证 人工繁育许可证 人工繁育许可证号 人工繁育许可证编号 驯养繁殖许可证 驯养繁殖许可证号 经营利用许可证 经营利用许可证号 许可证号码 许可编号 备案号 专用标识许可证",
		fPermitFrom: "有效期起 有效期自 起始日期 有效期始 有效期开始 发证时间 生效日期",
		fPermitTo:   "有效期至 有效期 有效期止 截止日期 到期日期 有效日期 有效期限 有效期截止 到期时间 失效日期 证件有效期 证件有效期至 执法证有效期 执法证有效期至",
		fSpecies:    "物种 物种名称 经营物种 养殖品种 养殖物种 繁育物种 品种 动物名称 动物种类 物种(中文名) 繁育种类 种类 养殖种类 野生动物名称",
		fQuantity:   "数量 存栏数量 存栏 存栏量 存栏数 养殖数量 现存数量 养殖规模 只数 领用数量 规模 数量合计",
		fPlatform:   "平台名称 平台 网络平台 所属平台 交易平台 电商平台 入驻平台 网络交易平台 所在平台 平台类型",
		fShopID:     "店铺ID 店铺编号 店铺id 网店ID 店铺账号 店铺号 商家ID 平台账号 店铺标识 账号",
		fURL:        "店铺网址 网址 网店网址 店铺链接 链接 URL url 网站 店铺地址链接 网店链接 网页地址",
		fBatch:      "标识批次号 批次号 标识批号 批号 批次 标识批次",
		fBatchOwner: "领用单位 领用人 使用单位 申领单位 领取单位 领用单位名称 领用主体",
		fBatchKind:  "标识种类 标识类型 标识类别 标识名称",
		fFirst:      "起始号 起号 起始编号 开始号 起始号码 编号起 起始序号 标识起号",
		fLast:       "终止号 止号 终止编号 结束号 终止号码 编号止 截止号 标识止号",
		fTaken:      "领用日期 领取日期 申领日期 领用时间 领取时间",
		fPerson:     "姓名 人员姓名 执法人员 执法人员姓名 持证人 持证人姓名",
		fUnit:       "所在单位及职务 单位及职务 所在单位 工作单位 执法单位 执法主体 单位部门 所属单位 部门 所在部门 所属机构 所在机构",
		fPost:       "职务 岗位 职位 职称 职务/岗位 职级",
		fSex:        "性别",
		fCert:       "行政执法证号 执法证号 执法证件号 证件号 证件号码 执法证 行政执法证 执法证编号 执法证件编号 行政执法证件号 行政执法证编号 执法证号码 证号 执法证件号码",
		fItems:      "执法事项 可执法事项 执法范围 执法领域 执法类别 执法区域及事项 可执法领域 执法门类",
		fRecusal:    "回避情形 需回避事项 是否需回避 回避事项 回避情况 回避 应回避情形 需回避情形 利害关系",
		fContact:    "联系人 联络人 联络员 联系人姓名 联络员姓名 对接人",
		fRole:       "角色 AB角 A/B角 A角/B角",
	} {
		for _, w := range strings.Fields(words) {
			m[strings.ToUpper(S(w))] = f
		}
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
	{"执法事项", fItems}, {"回避", fRecusal}, {"主营", fBusiness}, {"经营范围", fBusiness}, {"经营项目", fBusiness},
	{"成立日期", fFounded}, {"核准日期", fFounded}, {"备注", fRemark}, {"面积", fArea},
}

const longestTitle = 24 // runes; a longer cell is prose

// listed recognises the titles of the list.
func listed(text string) (f field, bare string) {
	if len(text) > 3*longestTitle+24 {
		return fNone, ""
	}
	s := strings.ToUpper(S(text))
	if s == "" || runes(s) > longestTitle {
		return fNone, ""
	}
	if f, ok := titles[s]; ok {
		return f, s
	}
	s = dropBrackets(s)
	return titles[s], s
}

// titleOf recognises a column title; exact is true for the listed ones.
func titleOf(text string) (f field, exact bool) {
	f, bare := listed(text)
	if f != fNone || bare == "" {
		return f, f != fNone
	}
	for _, w := range words {
		if strings.Contains(bare, w.has) {
			return w.f, false
		}
	}
	return fNone, false
}

// under decides on a title below a group title: 单位名称 below 市场开办者 is the
// organiser, and its code is no identity of the market.
func under(group, title string) (field, bool) {
	f, exact := titleOf(title)
	g := S(group)
	switch {
	case f == fNone && g == "":
		return fNone, false
	case (strings.Contains(g, "开办") || strings.Contains(g, "主办")) && f == fName:
		return fOrganiser, true
	case strings.Contains(g, "许可") && (f == fSeq || f == fCert):
		return fPermit, true
	case strings.Contains(g, "执法证") && f == fSeq:
		return fCert, true
	case f == fPerson && operatorGroup(g):
		return fOperator, true
	}
	return f, exact
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
