/** What the search page says. A page may give its own words in `<script type="application/json" id="search-messages">`. */

const EN = {
  loading: "Searching …",
  one: "1 result",
  many: "{total} results",
  none: "Nothing found for {query}. Try fewer or other words.",
  failed: "The search index could not be read. Check the connection and try again.",
  more: "Show more",
  save: "Save these results",
  copy: "Copy the address of this search",
  copied: "The address is copied: whoever opens it sees this search.",
  saving: "Collecting the results …",
  saved: "{total} results saved.",
  "saved-some": "The first {limit} of {total} results saved.",
  filters: "Narrow the results",
  clear: "Remove all filters",
  from: "From",
  to: "To",
  "date-hint": "A day, month or year: 2016-10-08, 2016-10, 2016",
  sort: "Order",
  relevance: "Best match first",
  date: "Newest first",
  "filter.kind": "Kind",
  "filter.department": "Department",
  "filter.year": "Year",
  "tier.folded": "written in other characters",
  "tier.stem": "in another form of the word",
  "tier.prefix": "begins so",
  "note.empty": "The query is empty: everything is shown, newest first.",
  "note.no-words": "The query has no word to look for: everything is shown, newest first.",
  "note.only-exclusions": "The query only leaves out: everything else is shown.",
  "note.one-character": "{value} is one character: only titles were searched for it.",
  "note.too-long": "Only the first {value} characters of the query were used.",
  "note.too-many": "Only the first {value} words of the query were used.",
  "note.unbalanced-quote": "A quotation mark is not closed; it was taken to end with the query.",
  "note.unbalanced-group": "A bracket is not closed; it was taken to end with the query.",
  "note.bad-date": "{value} is no date; write 2016, 2016-10, 2016-10-08 or 2016年10月.",
  "note.relaxed": "Nothing holds the words exactly as written; the parts between punctuation were searched each.",
  "note.prefix-many": "Very many words begin with {value}; not all of them were searched.",
  "note.unknown-value": "Nothing is filed under {value}.",
} as const;

const ZH: Record<keyof typeof EN, string> = {
  loading: "正在搜索……",
  one: "1 条结果",
  many: "{total} 条结果",
  none: "没有找到{query}。请减少或更换词语。",
  failed: "无法读取搜索索引。请检查网络后重试。",
  more: "显示更多",
  save: "保存这些结果",
  copy: "复制本次搜索的网址",
  copied: "网址已复制：打开它就能看到本次搜索。",
  saving: "正在收集结果……",
  saved: "已保存 {total} 条结果。",
  "saved-some": "共 {total} 条结果，已保存前 {limit} 条。",
  filters: "筛选结果",
  clear: "清除全部筛选",
  from: "自",
  to: "至",
  "date-hint": "年、月或日：2016年、2016-10、2016-10-08",
  sort: "排序",
  relevance: "最相关在前",
  date: "最新在前",
  "filter.kind": "类型",
  "filter.department": "部门",
  "filter.year": "年份",
  "tier.folded": "字形不同",
  "tier.stem": "词形不同",
  "tier.prefix": "以此开头",
  "note.empty": "未输入词语：显示全部内容，最新在前。",
  "note.no-words": "没有可搜索的词语：显示全部内容，最新在前。",
  "note.only-exclusions": "只有排除条件：显示其余全部内容。",
  "note.one-character": "“{value}”只有一个字：只搜索了标题。",
  "note.too-long": "只使用了查询的前 {value} 个字符。",
  "note.too-many": "只使用了查询的前 {value} 个词。",
  "note.unbalanced-quote": "引号没有成对：已视为到查询末尾为止。",
  "note.unbalanced-group": "括号没有成对：已视为到查询末尾为止。",
  "note.bad-date": "“{value}”不是日期；请写作 2016、2016-10、2016-10-08 或 2016年10月。",
  "note.relaxed": "没有与原文完全一致的内容；已分别搜索标点之间的各部分。",
  "note.prefix-many": "以“{value}”开头的词太多，只搜索了其中一部分。",
  "note.unknown-value": "没有归入“{value}”的内容。",
};

/** The words a page may give: these, and a name for each kind (`dataset`) and department (`department.finance`). */
export type MessageKey = keyof typeof EN;
export type Messages = Partial<Record<MessageKey, string>> & Record<string, string | undefined>;

export class Words {
  private readonly own: Messages;
  private readonly defaults: Record<MessageKey, string>;

  constructor(
    readonly language: string,
    own: unknown,
  ) {
    this.own = typeof own === "object" && own !== null ? (own as Messages) : {};
    this.defaults = language.startsWith("zh") ? ZH : EN;
  }

  say(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
    const text = this.own[key] ?? this.defaults[key];
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? value.toLocaleString(this.language) : value;
    });
  }

  /** What a note says. */
  note(code: string, value: string): string {
    const key = `note.${code}`;
    return key in this.defaults ? this.say(key as MessageKey, { value }) : value;
  }

  kind(value: string): string {
    return this.own[value] ?? value;
  }

  department(value: string): string {
    return this.own[`department.${value}`] ?? value;
  }
}
