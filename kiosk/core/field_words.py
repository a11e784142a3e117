"""Words of this trade that a line of a table's cell or of a title should not cut in two. Pure.

A list, because no engine of a wall knows where Chinese words end: what it does not have may still break
anywhere. Two or three characters each: the narrowest column has room for any of them, and of a longer
term the halves are named, between which it breaks well: 积极|分子.
"""

#: By what they speak of: bodies, people, money and things, work, meetings and papers, time and place.
_LISTS = (
    "委员会 支委会 党委会 党支部 支部 党小组 党委 所务会 站务会 工会 团委 "
    "妇联 办公室 机关 单位 部门 小组 班组 公司 商行 商店 材料 经营部 "
    "服务部 门市部 收费站 收费所 收费处 管理所 高速 公路 交通 运输 运输厅 "
    "驿站",
    "党员 干部 群众 职工 员工 收费员 收费班 站长 副站长 班长 副班长 所长 "
    "副所长 书记 副书记 主任 副主任 干事 内勤 委员 监督员 联系人 培养人 "
    "介绍人 积极 分子 发展 对象 预备 同志 人员 领导 司机 驾驶员 先锋队 "
    "个人 集体",
    "经费 资金 金额 费用 预算 工资 绩效 奖金 奖励 补助 津贴 党费 电费 "
    "水费 水电费 油费 通信费 维修 维护 保养 采购 询价 比选 物资 大宗 设备 用品 "
    "办公 食堂 伙食 食用油 食材 蔬菜 宿舍 车辆 公务 用车 车牌号 里程 "
    "油耗 加油 加油量 反光 棉大衣 防滑链 防滑砂 融雪剂 灭火器 空调 锅炉 "
    "照明 配电室 监控 电子 公示屏 更新 安装 零星 发票 票据 绿色 通道 "
    "广场 车道 窗口",
    "项目 安排 管理 监督 考核 稽查 岗位 调整 任免 决策 决定 使用 发放 "
    "推荐 启动 同意 通过 征求 意见 评定 评选 评议 结果 情况 事项 大额度 "
    "重要 重大 培训 教育 学习 活动 宣传 新闻 收费 服务 志愿 巡查 应急 "
    "保畅 保通 清障 运送 通勤 值班 安全 检查 整改 警示 誓词 接收 讨论 "
    "确定 落实 执行率 完成 任务 主要 内容 要求 稿件 报送 采用 得分 验收 "
    "审批 审核 核对 参加 缺勤 出勤 考勤 请假 病假 事假",
    "大会 会议 议题 工作 总结 党课 主题 党日 组织 生活 党务 政务 事务 "
    "公开 公示 公告 通报 通知 方案 办法 制度 修订 明细 名单 汇总 收支 "
    "结余 支出 收入 合计 备注 说明 示例 星级 精神 政治 面貌 出生 年月 "
    "性别 姓名 学历 试用期 荣誉 称号 光荣榜 志愿者 共产",
    "季度 年度 每季度 本月 上月 每月 上半年 下半年 时间 日期 期间 冬季 "
    "夏季 春季 秋季 国庆 假期 节假日 现任 拟任",
)
FIELD_WORDS = frozenset(word for words in _LISTS for word in words.split())
