import { Button } from '../../parts/button.tsx'
import { CloseIcon } from '../../parts/icons.tsx'
import type { Import } from '../../state/imports.ts'
import { useWindow } from '../../state/window-state.ts'

export function Dismiss({ item }: { readonly item: Import }) {
  const { imports } = useWindow()
  return (
    <Button
      look="quiet"
      press={() => imports.getState().dismiss(item.key)}
      label={`Dismiss ${item.name}`}
      icon={<CloseIcon size={14} />}
    >
      {null}
    </Button>
  )
}
