import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

export function Failure({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
      {text}
    </Alert>
  );
}
