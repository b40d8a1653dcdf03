import mark from "../app/mark.svg";
import "./ui.css";

/** The product's sign and name. */
export function Mark() {
  return (
    <span className="mark">
      <img src={mark} alt="" width={26} height={26} />
      <span>
        客户 <i>Kehu</i>
      </span>
    </span>
  );
}
