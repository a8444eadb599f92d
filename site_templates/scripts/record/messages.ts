/** What the record page says. */
import { saying, type Say } from "../table/phrases";

const EN = {
  loading: "Looking the record up …",
  empty: "Which record? Give its key.",
  failed: "The record could not be read. Check the connection and try again.",
  absent: "This version of the files is no longer there. Load the page again.",
  "no-ranges": "This site's host cannot send parts of a file. Download the dataset and look the record up on your computer.",
  yes: "yes",
  no: "no",
  missing: "no value",
  code: "code {code}",
} as const;

const ZH: Record<keyof typeof EN, string> = {
  loading: "正在查找记录……",
  empty: "要查找哪条记录？请给出它的键。",
  failed: "无法读取记录。请检查网络后重试。",
  absent: "文件的这个版本已不存在。请重新载入页面。",
  "no-ranges": "本网站的服务器不能发送文件的一部分。请下载数据集，在自己的电脑上查找。",
  yes: "是",
  no: "否",
  missing: "无值",
  code: "代码 {code}",
};

export type Words = Say<keyof typeof EN>;

export function words(language: string): Words {
  return saying(language, EN, ZH);
}
