import { message as antdMessage, notification as antdNotification } from "antd";
import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useState } from "react";

const ConfirmDialog = lazy(() => import("./confirm-dialog"));

/** A question before something that people may regret. */
export interface Question {
  title: string;
  text: string;
  ok: string;
  onOk: () => Promise<unknown>;
}

interface Feedback {
  message: ReturnType<typeof antdMessage.useMessage>[0];
  notification: ReturnType<typeof antdNotification.useNotification>[0];
  confirm: (question: Question) => void;
}

const FeedbackContext = createContext<Feedback | null>(null);

/** Gives pages a way to speak: short messages, notices and questions. */
export function FeedbackProvider({ children }: { children: ReactNode }) {
  const [message, messageHolder] = antdMessage.useMessage({ maxCount: 3 });
  const [notification, notificationHolder] = antdNotification.useNotification({ placement: "bottomRight" });
  const [question, confirm] = useState<Question | null>(null);
  const feedback = useMemo(() => ({ message, notification, confirm }), [message, notification]);
  return (
    <FeedbackContext value={feedback}>
      {children}
      {messageHolder}
      {notificationHolder}
      <Suspense fallback={null}>
        {question && <ConfirmDialog question={question} onClose={() => confirm(null)} />}
      </Suspense>
    </FeedbackContext>
  );
}

/** The ways to speak; only inside the shell. */
export function useFeedback(): Feedback {
  const feedback = use(FeedbackContext);
  if (!feedback) throw new Error("useFeedback needs a FeedbackProvider above it");
  return feedback;
}
