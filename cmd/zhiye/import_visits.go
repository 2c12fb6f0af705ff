package main

import (
	"context"
	"fmt"

	"example.org/zhiye/internal/process/flow"
)

type importVisitsCmd struct {
	Campaign string `required:"" help:"专项行动 / campaign." placeholder:"lianxi-2026"`
	sheetsIn
}

// Help shows one example and says what a sheet needs.
func (importVisitsCmd) Help() string {
	return `例 / Example:

  zhiye import visits --home 360402 --campaign lianxi-2026 --errors errors.xlsx 检查记录.xlsx

须有的列：检查对象（或统一社会信用代码）、检查日期、实施机关、执法人员（证号）、检查结果、检查事项；地址、检查计划、免予计划理由等可选。
不合法的检查不会导入，逐行说明理由。再次导入同样的文件不会有任何变化。`
}

func (c *importVisitsCmd) Run() error {
	return c.run(func(ctx context.Context, h *house, files []flow.File) (told, error) {
		bar := newBar("已读 / rows read")
		defer bar.end()
		b, err := flow.ImportVisits(ctx, h.db, c.operator(), flow.VisitImport{Campaign: c.Campaign, Progress: bar.at}, files)
		tail := fmt.Sprintf("记录检查 %d 次，已有 %d 次，拒绝 %d 行；超过年度频次上限的 %d 次（仅提示）", b.Recorded, b.Known, b.Rejected, b.Warned)
		return told{whole: b, files: b.Files, issues: b.Issues, refused: b.Refused, tail: tail}, err
	})
}
