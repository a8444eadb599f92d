/** The one compression that releases have. It is plain JavaScript: the content policy allows nothing compiled. */
import { decompress } from "fzstd";
import type { Compressors } from "hyparquet";

export const compressors: Compressors = {
  ZSTD: (input, length) => decompress(input, new Uint8Array(length)),
};
