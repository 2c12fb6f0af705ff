package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.org/zhiye/internal/pure/uscc"
)

// home is the county everything is imported into: 濂溪区.
const home = "360402"

// files are the county's five ledgers, in the order they are imported.
var files = []string{
	"市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv",
}

func (s *stage) ledgers() (paths []string) {
	for _, f := range files {
		paths = append(paths, filepath.Join(s.root, "test/world/lianxi", f))
	}
	return paths
}

var heading = []string{"序号", "店名", "统一社会信用代码", "经营者", "联系电话", "经营地址", "所属乡镇", "备注"}

// accepted writes the county's 7,389 shops as one csv and returns
// its path.
func (s *stage) accepted() (string, error) {
	f, err := os.Open(filepath.Join(s.root, "test/world/lianxi/expected_entities.csv.gz"))
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	venues := map[string]bool{"商场超市": true, "商户": true, "餐饮服务": true, "食品销售": true, "药品经营": true}
	return s.csv("商户.csv", func(write func(...string) error) error {
		r := csv.NewReader(z)
		n := 0
		for {
			row, err := r.Read()
			if err == io.EOF {
				if n != 7389 {
					return fmt.Errorf("%d accepted rows, not 7389", n)
				}
				return nil
			}
			if err != nil {
				return err
			}
			if !venues[row[1]] {
				continue
			}
			n++
			if err := write(fmt.Sprint(n), row[2], row[4], "", row[7], row[5], row[6], "正常经营"); err != nil {
				return err
			}
		}
	})
}

func (s *stage) csv(name string, rows func(write func(...string) error) error) (string, error) {
	path := s.path(name)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	buffered := bufio.NewWriterSize(f, 1<<20)
	w := csv.NewWriter(buffered)
	if err := w.Write(heading); err != nil {
		return "", err
	}
	if err := rows(func(cells ...string) error { return w.Write(cells) }); err != nil {
		return "", err
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return "", err
	}
	return path, buffered.Flush()
}

var towns = []string{"十里街道", "五里街道", "七里湖街道", "姑塘镇", "威家镇", "新港镇", "莲花镇", "赛阳镇", "虞家河乡", "高垅乡"}

var (
	family = []rune("王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万钱严武戴莫孔向汤")
	given  = []rune("建国华明志强文军平海波涛勇杰丽敏静艳芳娟秀英兰玉梅霞红春花桂珍香月云莲真环雪荣爱妹琴素珠凤洁琳素云晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬")
	trades = []string{"百货店", "超市", "便利店", "餐馆", "农庄", "野味馆", "水产店", "花鸟店", "土菜馆", "渔具店", "干货行", "粮油店", "药店", "烟酒店", "副食店", "生鲜店", "海鲜城", "烧烤店", "大酒店", "小吃店"}
	roads  = []string{"长虹大道", "莲花大道", "濂溪大道", "前进东路", "十里大道", "学府路", "昌虹东路", "长城路", "九莲北路", "芳兰大道", "金凤路", "兴城大道"}
)

// generated writes n shops no two of which are one; the same on every machine.
func (s *stage) generated(n int) (string, error) {
	return s.csv("一百万商户.csv", func(write func(...string) error) error {
		r := rand.New(rand.NewPCG(2026, 11))
		pick := func(of []rune) string { return string(of[r.IntN(len(of))]) }
		for i := range n {
			person := pick(family) + pick(given) + pick(given)
			town := towns[r.IntN(len(towns))]
			code := fmt.Sprintf("92360402MA%07d", i)
			check, _ := uscc.Digit(code)
			err := write(fmt.Sprint(i+1), person+trades[r.IntN(len(trades))], code+string(check), person, fmt.Sprintf("138%08d", i),
				fmt.Sprintf("濂溪区%s%s%d号%d单元", town, roads[r.IntN(len(roads))], r.IntN(999)+1, i), town, "正常经营")
			if err != nil {
				return err
			}
		}
		return nil
	})
}
